import { useTranslations } from "next-intl";
import type { Change } from "@/lib/domain/correction-plan";
import type { CallbackType } from "@/lib/domain/sections";
import { sectionKey } from "../kyb/section-words";
import { Card } from "../ui/card";
import { changeSecret } from "./answers-model";
import { ChangeLines } from "./change-lines";
import { RevealAll } from "./reveal";

/** What the merchant, or staff for it, has changed since the last sending, beside what DOKU has. */
export function WorkingCopy({
  sections,
  slotNames,
}: {
  sections: readonly { type: CallbackType; changes: Change[] }[];
  slotNames: ReadonlyMap<string, string>;
}) {
  const t = useTranslations("desk.data");
  const names = useTranslations("sections.name");
  return (
    <Card as="section" tone="wait" className="mb-4 space-y-3 py-4!">
      <div>
        <h3 className="font-semibold">{t("working")}</h3>
        <p className="text-[0.9375rem] text-soft">{t("workingWhat")}</p>
      </div>
      {sections.map(({ type, changes }) => (
        <div key={type} className="space-y-1.5 border-t border-line pt-3">
          <div className="flex flex-wrap items-center justify-between gap-x-4">
            <h4 className="text-[0.9375rem] font-semibold">{names(sectionKey(type))}</h4>
            {changes.some((change) => changeSecret(type, change, "after")) ? (
              <RevealAll group={`changes/${type}`} label={names(sectionKey(type))} />
            ) : null}
          </div>
          <ChangeLines changes={changes} slotNames={slotNames} maskedOf={type} />
        </div>
      ))}
    </Card>
  );
}
