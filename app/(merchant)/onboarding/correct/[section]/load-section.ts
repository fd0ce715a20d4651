import { notFound, redirect } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import type { SocialScope } from "@/components/onboarding/social-fields";
import type { EarlierFile, SlotView } from "@/components/uploads/slot-card";
import { database } from "@/db/client";
import { listFilesById } from "@/db/queries/files";
import type { BusinessPart } from "@/lib/domain/business";
import { type SectionSlug, scopeOfPart, sectionSlugs, withinScope } from "@/lib/domain/correction";
import { contactKeysIn, type SectionCorrection } from "@/lib/domain/correction-plan";
import type { Slot } from "@/lib/domain/requirements";
import { hasAccount } from "@/lib/domain/same-answer";
import { type CorrectionGroup, correctionGroups } from "@/lib/onboarding/correction-focus";
import { paths } from "@/lib/paths";
import { deletedWords } from "../../uploads/deleted-words";
import { slotNames } from "../../uploads/slot-names";
import { slotViews } from "../../uploads/slot-views";
import { type Correctable, requireCorrectable } from "../load-correction";
import { isFinal } from "../overview-model";

/** The section of an address; not found for any other word. */
export function slugIn(name: string): SectionSlug {
  return (Object.keys(sectionSlugs) as SectionSlug[]).find((slug) => slug === name) ?? notFound();
}

const knownOf = ({ opened: { sent, form } }: Correctable) => ({
  kind: form.kind,
  contactKeys: contactKeysIn(sent),
});

/** The values that a part opens with: the working copy where it is open, and what DOKU has everywhere else. */
export function partValues(part: BusinessPart, correctable: Correctable): Record<string, unknown> {
  const { sent, form, open } = correctable.opened;
  const scope = scopeOfPart(part, open, knownOf(correctable));
  const typed = Object.entries(form.parts[part].values).filter(([, value]) => value !== undefined);
  const base = sent.answers[part] as Record<string, unknown>;
  return scope ? withinScope(part, base, Object.fromEntries(typed), scope) : base;
}

/** Which accounts are approved, and which DOKU refused. */
export function socialScope(correctable: Correctable): SocialScope {
  const { sent, open } = correctable.opened;
  const keys = scopeOfPart("social", open, knownOf(correctable))?.keys ?? null;
  const { accounts } = sent.answers.social;
  const typed = partValues("social", correctable).accounts;
  const isOpen = (code: string) => keys === null || keys.includes(code);
  return {
    locked: accounts.flatMap(({ code }) => (isOpen(code) ? [] : [code])),
    refused: accounts
      .filter(({ code }) => isOpen(code))
      .map((account) => ({ ...account, isThere: hasAccount(typed, account) })),
  };
}

type SlotState = { view: SlotView; kept: number };

/** Cards of files, those that DOKU has beside the new ones; `kept` counts approved photos, which stay unseen. */
async function correctedSlots({ application, opened, files }: Correctable) {
  const { sent, form, open } = opened;
  const sentIds = sent.files.map(({ fileId }) => fileId);
  const sentFiles = await listFilesById((await database()).db, application.id, sentIds);
  const fresh = files.filter(({ id }) => !sentIds.includes(id));
  const viewOf = await slotViews(form, fresh, await slotNames(form));
  const deletedText = deletedWords(await getFormatter(), await getTranslations("uploads"));
  const photos = open.filter(({ type }) => type === "BRAND_PHOTO_PROOF").map(({ ref }) => ref);
  return (slot: Slot, isRefused: boolean): SlotState => {
    const own = sent.files
      .filter(({ slotId }) => slotId === slot.id)
      .flatMap(({ fileId }) => sentFiles.find(({ id }) => id === fileId) ?? []);
    const shown = slot.multiple && !photos.includes(null) ? own.filter(({ id }) => photos.includes(id)) : own;
    const kept = own.length - shown.length;
    const view = viewOf(slot, kept);
    const earlier = shown.map(
      (file): EarlierFile => ({ id: file.id, mediaType: file.mediaType, isRefused, deleted: deletedText(file) }),
    );
    const values = sent.answers.slotValues[slot.id];
    const fields = view.fields.map((field) => ({ ...field, sent: values?.[field.code] }));
    return { view: { ...view, earlier, fields }, kept };
  };
}

export type SectionView = Correctable & {
  slug: SectionSlug;
  section: SectionCorrection;
  groups: CorrectionGroup[];
  isFinal: boolean;
  slotOf: (slot: Slot, isRefused: boolean) => SlotState;
};

/** What one open section shows; null when it is not open. */
export async function viewSection(correctable: Correctable, slug: SectionSlug): Promise<SectionView | null> {
  const section = correctable.sections.find(({ type }) => type === sectionSlugs[slug]);
  if (!section) return null;
  const groups = correctionGroups(section, correctable.reasons, knownOf(correctable));
  const slotOf = await correctedSlots(correctable);
  return { ...correctable, slug, section, groups, isFinal: isFinal(section, correctable.reasons), slotOf };
}

/** The same for the signed-in merchant; off to the status page when it is not open. */
export async function loadSection(slug: SectionSlug): Promise<SectionView> {
  return (await viewSection(await requireCorrectable(), slug)) ?? redirect(paths.status);
}
