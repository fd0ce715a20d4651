/** The page inside an export that a person reads first, in both languages. */
import { createTranslator } from "next-intl";
import en from "@/messages/en.json";
import id from "@/messages/id.json";
import { exportParts } from "./export-parts";

type PartName = keyof typeof id.privacy.parts;

/** What lies in each file, what is left out, and whom DOKU's copy has to be asked of. */
export function exportIndex(partnerName: string, now: Date): string {
  const sections = [
    { locale: "id", messages: { privacy: id.privacy }, language: "id" },
    { locale: "en", messages: { privacy: en.privacy }, language: "en-GB" },
  ] as const;
  return sections
    .map(({ locale, messages, language }) => {
      const t = createTranslator({ locale, messages, namespace: "privacy" });
      const date = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "Asia/Jakarta" }).format(now);
      const parts = exportParts.map(({ name }) => `  data/${name}.json\n    ${t(`parts.${name as PartName}`)}`);
      return [
        t("index.title", { partner: partnerName, date }),
        "",
        t("index.lead"),
        "",
        ...parts,
        `  files/\n    ${t("index.files")}`,
        "",
        t("index.out", { partner: partnerName }),
        t("index.doku"),
      ].join("\n");
    })
    .join(`\n\n${"-".repeat(72)}\n\n`)
    .concat("\n");
}
