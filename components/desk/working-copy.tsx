import { useTranslations } from "next-intl";
import type { Change } from "@/lib/domain/correction-plan";
import type { CallbackType } from "@/lib/domain/sections";
import { sectionKey } from "../kyb/section-words";
import { Card } from "../ui/card";
import { ChangeLines } from "./change-lines";

/** What the merchant has changed since the last sending, beside what DOKU has. */
export function WorkingCopy({
  sections,
  slotNames,
  whole,
}: {
  sections: readonly { type: CallbackType; changes: Change[] }[];
  slotNames: ReadonlyMap<string, string>;
  whole: boolean;
}) {
  const t = useTranslations("desk.data");
  const names = useTranslations("sections.name");
  return (
    <Card as="section" tone="wait" className="mb-4 space-y-3 py-4!">
      <div>
        <h3 className="font-semibold">{t("working")}</h3>
        <p className="text-[15px] text-soft">{t("workingWhat")}</p>
      </div>
      {sections.map(({ type, changes }) => (
        <div key={type} className="space-y-1.5 border-t border-line pt-3">
          <h4 className="text-[15px] font-semibold">{names(sectionKey(type))}</h4>
          <ChangeLines changes={changes} slotNames={slotNames} whole={whole} />
        </div>
      ))}
    </Card>
  );
}
