import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { SubmissionKind, SubmissionStage } from "@/lib/domain/applications";
import type { CorrectionTarget } from "@/lib/domain/sent";
import { sectionKey } from "../kyb/section-words";
import { useMoments } from "../kyb/use-moments";
import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import { ProgressBar } from "../ui/progress-bar";
import type { Tone } from "../ui/tone";
import { useWords } from "./use-words";

type Submission = {
  kind: SubmissionKind;
  attempt: number;
  stage: SubmissionStage;
  requestId: string | null;
  tries: number;
  firstSentAt: Date | null;
  nextTryAt: Date | null;
  lastFailure: string | null;
  filesTotal: number;
  filesSent: number;
  createdAt: Date;
  finishedAt: Date | null;
  /** What a correction is about; null for a registration. */
  target: Pick<CorrectionTarget, "cause" | "types"> | null;
};

const tones: Record<SubmissionStage, Tone> = {
  queued: "wait",
  uploading: "wait",
  registering: "wait",
  done: "ok",
  attention: "bad",
};

/**
 * How far the way to DOKU is, and why it waits or stopped.
 * @param actions what staff can do about a stopped one
 */
export function SubmissionCard({ submission, actions }: { submission: Submission; actions?: ReactNode }) {
  const t = useTranslations("desk.submission");
  const sections = useTranslations("sections.name");
  const words = useWords();
  const { short } = useMoments();
  const { stage, tries, filesSent, filesTotal, lastFailure, nextTryAt, requestId, kind, target } = submission;
  const failure =
    lastFailure &&
    (words("events", "failure", lastFailure) ?? words("events", "callOutcome", lastFailure) ?? lastFailure);
  const moments = [
    t("begun", { when: short(submission.createdAt) }),
    submission.firstSentAt && t(`sent.${kind}`, { when: short(submission.firstSentAt) }),
    submission.finishedAt && t("finished", { when: short(submission.finishedAt) }),
    tries > 0 && t("tries", { count: tries }),
  ];
  return (
    <Card as="section" tone={stage === "attention" ? "bad" : "plain"} className="space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h3 className="font-semibold">{t(`title.${target?.cause ?? kind}`, { attempt: submission.attempt })}</h3>
        <Badge tone={tones[stage]}>
          {t(`stage.${stage === "registering" && kind === "correction" ? "correcting" : stage}`)}
        </Badge>
      </div>
      {target ? (
        <p>{t("carries", { sections: target.types.map((type) => sections(sectionKey(type))).join(", ") })}</p>
      ) : null}
      {failure ? <p>{t(stage === "attention" ? "stopped" : "failed", { failure })}</p> : null}
      {failure && nextTryAt && stage !== "done" ? <p>{t("next", { when: short(nextTryAt) })}</p> : null}
      {filesTotal > 0 && stage !== "done" ? (
        <ProgressBar
          value={filesSent}
          max={filesTotal}
          label={t("filesLabel")}
          valueText={t("files", { sent: filesSent, total: filesTotal })}
        />
      ) : null}
      <p className="text-sm text-soft">
        {[...moments, filesTotal > 0 ? t("files", { sent: filesSent, total: filesTotal }) : t("noFiles")]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {requestId ? <p className="font-mono text-[0.8125rem] break-all text-soft">{requestId}</p> : null}
      {actions ? <div className="flex flex-wrap gap-2 pt-1">{actions}</div> : null}
    </Card>
  );
}
