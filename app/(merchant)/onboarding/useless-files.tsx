import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import type { ApplicationForm } from "@/lib/domain/progress";
import { uselessFiles } from "@/lib/domain/requirement-changes";
import { requirementTexts } from "./requirement-texts";

/** `business.DOCUMENT.NIB` without its place: the code, or the category where there is none. */
const codeOf = (slotId: string) => slotId.split(".").at(-1) ?? slotId;

/** Files that nothing asks for any more: kept, not sent, and named so that nobody wonders. */
export async function UselessFiles({
  form,
  files: all,
}: {
  form: ApplicationForm;
  files: readonly { slotId: string }[];
}) {
  if (!form.requirements) return null;
  const files = uselessFiles(form, all);
  if (files.length === 0) return null;
  const [t, texts] = await Promise.all([getTranslations("onboarding.requirements"), requirementTexts()]);
  const slotIds = [...new Set(files.map((file) => file.slotId))];
  const nameOf = (slotId: string) => {
    const code = codeOf(slotId);
    return texts.of({ code, category: "DOCUMENT", name: code }).name;
  };
  return (
    <Card as="section" aria-labelledby="useless-heading">
      <h2 id="useless-heading" className="font-bold">
        {t("uselessTitle")}
      </h2>
      <p className="text-[0.9375rem] text-soft">{t("uselessText")}</p>
      <ul className="mt-2 list-disc pl-5">
        {slotIds.map((slotId) => (
          <li key={slotId}>
            {t("fileCount", {
              name: nameOf(slotId),
              count: files.filter((file) => file.slotId === slotId).length,
            })}
          </li>
        ))}
      </ul>
    </Card>
  );
}
