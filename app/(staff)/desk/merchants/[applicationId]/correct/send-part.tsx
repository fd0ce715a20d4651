import { getFormatter, getTranslations } from "next-intl/server";
import { issueTexts } from "@/app/issue-texts";
import { DeedForm } from "@/components/desk/deed-form";
import { sectionKey } from "@/components/kyb/section-words";
import { Card } from "@/components/ui/card";
import type { OwnApplication } from "@/db/queries/applications";
import type { CallbackType } from "@/lib/domain/sections";
import { sendOnBehalf } from "./actions";

/** What happens next, and the one button. */
export async function SendPart({
  application: { id, caseVersion },
  content,
  checked,
  needsSecond,
}: {
  application: Pick<OwnApplication, "id" | "caseVersion">;
  content: string;
  checked: readonly CallbackType[];
  /** Another member of the staff has to agree first. */
  needsSecond: boolean;
}) {
  const [t, sections, format, { errors }] = await Promise.all([
    getTranslations("desk.correct"),
    getTranslations("sections.name"),
    getFormatter(),
    issueTexts(),
  ]);
  const names = format.list(checked.map((type) => sections(sectionKey(type))));
  return (
    <Card as="section" tone="accent" aria-labelledby="send-heading" data-print="hide" className="space-y-3">
      <h2 id="send-heading" className="text-lg font-bold">
        {t(needsSecond ? "askTitle" : "sendTitle")}
      </h2>
      <p>{t(needsSecond ? "askWhat" : "sendWhat", { sections: names })}</p>
      <DeedForm
        action={sendOnBehalf}
        values={{ applicationId: id, seen: String(caseVersion), content }}
        label={t(needsSecond ? "ask" : "send")}
        pendingText={t("sending")}
        done=""
        errors={errors}
        variant="primary"
      />
    </Card>
  );
}
