import { getFormatter, getMessages, getTranslations } from "next-intl/server";
import type { ChangeRow, ChangeSide } from "@/components/onboarding/change-list";
import { database } from "@/db/client";
import { listFilesById } from "@/db/queries/files";
import type { Change, SectionCorrection } from "@/lib/domain/correction-plan";
import { formatPhone } from "@/lib/domain/fields/phone";
import { neededSlots } from "@/lib/domain/progress";
import { paths } from "@/lib/paths";
import { deletedWords } from "../uploads/deleted-words";
import { slotNames } from "../uploads/slot-names";
import type { Correctable } from "./load-correction";

type FieldChange = Extract<Change, { kind: "field" }>;
type FieldWords = { label: string; options?: Record<string, string | undefined> };

/** A known bank brings its code and SWIFT code, which nobody typed: its name says it. */
function worthSaying(change: Change, all: readonly Change[]): boolean {
  if (change.kind !== "field" || change.part !== "bank") return true;
  const hasName = all.some((one) => one.kind === "field" && one.part === "bank" && one.field === "bankName");
  return !hasName || (change.field !== "bankId" && change.field !== "swiftCode");
}

function shown({ field }: FieldChange, value: string, { options }: FieldWords): string {
  if (field === "phone" && value !== "") return formatPhone(value);
  return options?.[value] ?? value;
}

/** Every difference of a section in words: what DOKU has, and what it gets. */
export async function changeRows({ application, opened, sections }: Correctable) {
  const [t, names, { parts }] = await Promise.all([getTranslations("correct"), slotNames(opened.form), getMessages()]);
  const ids = sections.flatMap(({ changes }) =>
    changes.flatMap((change) => (change.kind === "file" ? [...change.before, ...change.after] : [])),
  );
  const files = await listFilesById((await database()).db, application.id, [...new Set(ids)]);
  const fileOf = (id: string) => files.find((file) => file.id === id);
  const deletedText = deletedWords(await getFormatter(), await getTranslations("uploads"));
  const slots = new Map(neededSlots(opened.form).map((slot) => [slot.id, slot]));
  const { contacts } = opened.sent.answers.contacts;

  const wordsOf = ({ part, field }: FieldChange): FieldWords => {
    if (part === "social") {
      const options: Record<string, string | undefined> = parts.social.fields.code.options;
      return { label: options[field] ?? field };
    }
    const fields: Record<string, FieldWords | undefined> = parts[part].fields;
    return fields[field] ?? { label: field };
  };
  const personOf = (key: string | null) =>
    key !== null && contacts.length > 1 ? contacts.find((contact) => contact.key === key)?.name : undefined;

  const fieldRow = (change: FieldChange): ChangeRow => {
    const words = wordsOf(change);
    const person = personOf(change.contactKey);
    const isLink = change.part === "social";
    const side = (value: string, empty: string): ChangeSide => ({ text: shown(change, value, words) || empty });
    return {
      id: `${change.part}.${change.contactKey}.${change.field}`,
      label: person ? `${words.label} (${person})` : words.label,
      before: side(change.before, t(isLink ? "overview.noFile" : "beforeEmpty")),
      after: side(change.after, isLink ? t("overview.removed") : t("beforeEmpty")),
    };
  };
  const fileRow = (change: Extract<Change, { kind: "file" }>): ChangeRow => {
    const slot = slots.get(change.slotId);
    const label = slot ? names.what(slot) : names.ofSlotId(change.slotId);
    const side = (fileIds: readonly string[], when: string): ChangeSide => ({
      files: fileIds.map((id, index) => ({
        href: paths.file(id),
        isImage: fileOf(id)?.mediaType.startsWith("image/") ?? false,
        deleted: deletedText(fileOf(id)),
        label: t("overview.openFile", { label, side: when, number: index + 1 }),
      })),
      empty: t("overview.noFile"),
    });
    return { id: change.slotId, label, before: side(change.before, t("was")), after: side(change.after, t("now")) };
  };
  const valueRow = (change: Extract<Change, { kind: "value" }>): ChangeRow => {
    const form = slots.get(change.slotId)?.requirement.forms.find(({ code }) => code === change.code);
    return {
      id: `${change.slotId}.${change.code}`,
      label: form ? names.texts.form(form) : change.code,
      before: { text: change.before || t("beforeEmpty") },
      after: { text: change.after || t("beforeEmpty") },
    };
  };
  return ({ changes }: SectionCorrection): ChangeRow[] =>
    changes
      .filter((change) => worthSaying(change, changes))
      .map((change) => {
        if (change.kind === "field") return fieldRow(change);
        return change.kind === "file" ? fileRow(change) : valueRow(change);
      });
}
