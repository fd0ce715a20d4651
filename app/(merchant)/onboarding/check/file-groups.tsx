import { getFormatter, getMessages, getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { issueText } from "@/components/forms/issue-text";
import { FileStrip } from "@/components/onboarding/file-strip";
import type { StoredFile } from "@/db/queries/files";
import { type ApplicationForm, contactKeysOf, neededSlots } from "@/lib/domain/progress";
import { primaryContactKey, type Slot } from "@/lib/domain/requirements";
import { paths } from "@/lib/paths";
import { requirementTexts } from "../requirement-texts";
import type { allWarnings, CheckGroups } from "./sections";

const changeHref = `${paths.uploads}?return=check`;

/** Whose document it is, where more than one person has one. */
function ownerOf(slot: Slot, form: ApplicationForm): string {
  const keys = contactKeysOf(form);
  if (slot.contactKey === null || keys.length < 2) return "";
  const { contacts } = form.parts.contacts.values;
  const own = Array.isArray(contacts) ? contacts.find(({ key }) => key === slot.contactKey) : undefined;
  const number = slot.contactKey === primaryContactKey ? 1 : keys.indexOf(slot.contactKey) + 1;
  return ` (${typeof own?.name === "string" && own.name !== "" ? own.name : number})`;
}

/** Every file that is asked for, with the values typed beside it. Optional ones that are empty are left out. */
export async function fileGroups(
  form: ApplicationForm,
  files: readonly StoredFile[],
  warnings: ReturnType<typeof allWarnings>,
): Promise<CheckGroups> {
  const [t, places, format, texts, issues, { common }] = await Promise.all([
    getTranslations("onboarding.check"),
    getTranslations("onboarding.requirements.places"),
    getFormatter(),
    requirementTexts(),
    issueTexts(),
    getMessages(),
  ]);
  const sizeOf = (bytes: number) =>
    bytes < 1_000_000
      ? `${format.number(Math.ceil(bytes / 1000))} kB`
      : `${format.number(bytes / 1_000_000, { maximumFractionDigits: 1 })} MB`;
  const rowsOf = (slot: Slot) => {
    const own = files.filter((file) => file.slotId === slot.id);
    const name = `${texts.of(slot.requirement).name}${ownerOf(slot, form)}`;
    const total = own.reduce((sum, file) => sum + file.bytes, 0);
    const file = {
      id: slot.id,
      label: name,
      value:
        own.length === 0 ? (
          `${t("fileNone")}${slot.requirement.mandatory ? "" : ` ${common.optional}`}`
        ) : (
          <FileStrip
            summary={t("fileList", { count: own.length, size: sizeOf(total) })}
            files={own.map(({ id, mediaType }, index) => ({
              href: paths.file(id),
              isImage: mediaType.startsWith("image/"),
              label: `${name}: ${t("openFile", { number: index + 1 })}`,
            }))}
          />
        ),
      warnings: [],
      href: changeHref,
    };
    const values = slot.requirement.forms.map((one) => ({
      id: `${slot.id}.${one.code}`,
      label: `${texts.form(one)}${ownerOf(slot, form)}`,
      value: form.slotValues[slot.id]?.[one.code]?.trim() || t("empty"),
      warnings: warnings
        .filter(({ part, issue }) => part === "slotValues" && issue.path === `${slot.id}.${one.code}`)
        .map(({ issue }) => issueText(issues.warnings, issue)),
      href: changeHref,
    }));
    return own.length > 0 || slot.requirement.mandatory ? [file, ...values] : [file];
  };
  const slots = neededSlots(form);
  const order = [...new Set(slots.map((slot) => slot.requirement.place))];
  return order.map((place) => ({
    id: `files-${place}`,
    title: places(place),
    rows: slots.filter((slot) => slot.requirement.place === place).flatMap(rowsOf),
  }));
}
