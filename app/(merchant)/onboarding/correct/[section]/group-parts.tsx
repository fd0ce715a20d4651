import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ReasonCard } from "@/components/kyb/reason-card";
import { ContactKey } from "@/components/onboarding/contacts-fields";
import { CorrectedFields, type FieldParts } from "@/components/onboarding/corrected-fields";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { SlotCard } from "@/components/uploads/slot-card";
import type { BusinessPart } from "@/lib/domain/business";
import type { Slot } from "@/lib/domain/requirements";
import type { CorrectionGroup } from "@/lib/onboarding/correction-focus";
import { partner } from "../../partner";
import { requirementTexts } from "../../requirement-texts";
import type { SectionView } from "./load-section";

type GroupProps = { view: SectionView; group: CorrectionGroup };

/** What DOKU said about the group; nothing for a change that was granted. */
export async function GroupReasons({ view, group, level }: GroupProps & { level: 2 | 3 }) {
  if (view.section.cause === "change" || group.entities.length === 0) return null;
  const ids = group.entities.map(({ entityId }) => entityId);
  const reasons = view.reasons.filter(({ entityId }) => entityId !== null && ids.includes(entityId));
  return (
    <Card tone="bad">
      <ReasonCard
        reasons={reasons}
        type={view.section.type}
        partner={await partner()}
        level={level}
        named={group.entities.length > 1}
        state="rejected"
      />
    </Card>
  );
}

/** Cards of files, with a word on photos that stay. */
export async function GroupSlots({ view, slots, isRefused }: { view: SectionView; slots: Slot[]; isRefused: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("correct.section"), getLocale()]);
  return slots.map((slot) => {
    const { view: card, kept } = view.slotOf(slot, isRefused && view.section.cause === "correction");
    return (
      <div key={slot.id} className="space-y-2">
        <SlotCard slot={card} locale={locale} />
        {slot.multiple ? (
          <p className="text-[0.9375rem] text-soft">
            {t("photosReplaced")} {kept > 0 ? t("photosKept", { count: kept }) : null}
          </p>
        ) : null}
      </div>
    );
  });
}

/** What the group is called beside others: a contact by its name as it was sent, a document by what it is. */
export async function groupTitle({ view, group }: GroupProps): Promise<string | null> {
  const [slot] = group.slots.main;
  if (group.contactKey === null) return slot ? (await requirementTexts()).of(slot.requirement).name : null;
  const t = await getTranslations("correct.section");
  const { contacts } = view.opened.sent.answers.contacts;
  const index = contacts.findIndex(({ key }) => key === group.contactKey);
  return contacts[index]?.name ?? t("unnamedContact", { number: index + 1 });
}

/** The fields and files of one group for the form of one part: what was refused, then the rest behind a disclosure. */
export async function GroupForm({ view, group, part, given }: GroupProps & { part: BusinessPart; given: FieldParts }) {
  const t = await getTranslations("correct.section");
  const own = group.parts.find((one) => one.part === part);
  const { contacts } = view.opened.sent.answers.contacts;
  const index = group.contactKey === null ? null : contacts.findIndex(({ key }) => key === group.contactKey);
  const fields = (names: readonly string[]): ReactNode => (
    <CorrectedFields part={part} fields={names} index={index} given={given} />
  );
  const hasMain = (own?.main.length ?? 0) + group.slots.main.length > 0;
  const hasMore = (own?.more.length ?? 0) + group.slots.more.length > 0;
  const rest = (
    <>
      {fields(own?.more ?? [])}
      <GroupSlots view={view} slots={group.slots.more} isRefused={false} />
    </>
  );
  return (
    <>
      {index === null ? null : <ContactKey index={index} />}
      {fields(own?.main ?? [])}
      <GroupSlots view={view} slots={group.slots.main} isRefused />
      {hasMore && hasMain ? <Disclosure title={t("more")}>{rest}</Disclosure> : hasMore ? rest : null}
    </>
  );
}
