import { useTranslations } from "next-intl";
import type { SubmissionStage } from "@/lib/domain/applications";
import { ProgressBar } from "../ui/progress-bar";
import { Row, RowList } from "../ui/row-list";
import type { Tone } from "../ui/tone";
import type { Sending } from "./status-model";

const steps = ["queued", "uploading", "registering"] as const;
/** Which step is under way; a stopped submission is not shown here. */
const position: Record<SubmissionStage, number> = { queued: 0, uploading: 1, registering: 2, done: 3, attention: 2 };

/** The way to DOKU, step by step, with the files counted. */
export function SendingCard({ sending, what }: { sending: Sending; what: "registration" | "correction" }) {
  const t = useTranslations("status.sending");
  const at = position[sending.stage];
  const { filesSent, filesTotal } = sending;
  const standing = (index: number): { tone: Tone; state: string } => {
    if (index < at) return { tone: "ok", state: t("state.done") };
    if (index > at) return { tone: "idle", state: t("state.later") };
    return sending.retryAt ? { tone: "wait", state: t("state.waiting") } : { tone: "wait", state: t("state.now") };
  };
  // A correction of answers alone carries no file.
  const shown = steps.filter((step) => what === "registration" || step !== "uploading" || filesTotal > 0);
  return (
    <RowList>
      {steps.map((step, index) =>
        shown.includes(step) ? (
          <Row
            key={step}
            {...standing(index)}
            title={t(step === "registering" ? `step.${what}` : `step.${step}`)}
            note={step === "uploading" && index <= at ? t("files", { sent: filesSent, total: filesTotal }) : undefined}
          >
            {step === "uploading" && index === at && filesTotal > 0 ? (
              <ProgressBar
                value={filesSent}
                max={filesTotal}
                label={t("filesLabel")}
                valueText={t("files", { sent: filesSent, total: filesTotal })}
              />
            ) : null}
          </Row>
        ) : null,
      )}
    </RowList>
  );
}
