import { useTranslations } from "next-intl";
import type { LeftStep } from "@/lib/domain/insight";
import { type InsightReport, wholePercent } from "@/lib/domain/insight-report";
import type { ReasonCode } from "@/lib/domain/reasons";
import { useNumbers } from "./funnel-sections";
import { InsightSection } from "./insight-section";
import { NumberTable } from "./number-table";

type Props = { report: InsightReport; csvHref: string | null };

/** More would be a picture of small numbers; the table has all. */
const drawnReasons = 10;

/** Why DOKU refuses, the most frequent reason first. */
export function ReasonsSection({ report: { reasons }, csvHref }: Props) {
  const t = useTranslations("insight.reasons");
  const titles = useTranslations("reasons");
  const { whole } = useNumbers();
  const title = (reason: ReasonCode) =>
    reason === "OTHER" ? t("other") : titles(`${reason}.title`, { subject: "document" });
  const bars = reasons.slice(0, drawnReasons).map(({ reason, refusals }) => ({
    label: title(reason),
    values: [refusals],
    shown: whole(refusals),
  }));
  const series = [{ key: "refusals", label: t("refusals"), colour: "var(--accent-fill)" }];
  return (
    <InsightSection
      title={t("title")}
      definition={t("definition")}
      csvHref={csvHref}
      chart={bars.length > 0 ? { layout: "rows", series, bars, isStacked: false } : null}
    >
      {reasons.length > 0 ? (
        <NumberTable
          caption={t("title")}
          columns={[
            { key: "reason", label: t("reason") },
            { key: "refusals", label: t("refusals") },
            { key: "merchants", label: t("merchants") },
          ]}
          rows={reasons.map(({ reason, refusals, merchants }) => ({
            key: reason,
            label: title(reason),
            cells: [whole(refusals), whole(merchants)],
          }))}
        />
      ) : (
        <p className="text-soft">{t("none")}</p>
      )}
    </InsightSection>
  );
}

/** At which step those stay who are not registered. */
export function LeftSection({ report: { left, steps }, csvHref }: Props) {
  const t = useTranslations("insight.left");
  const tasks = useTranslations("onboarding.tasks");
  const { whole, percent } = useNumbers();
  const name = (step: LeftStep) =>
    step === "never_came" || step === "sending" || step === "lite" ? t(step) : tasks(`${step}.title`);
  const notRegistered = steps.invited - steps.submitted;
  const bars = left.map(({ step, merchants }) => ({ label: name(step), values: [merchants], shown: whole(merchants) }));
  const series = [{ key: "merchants", label: t("merchants"), colour: "var(--accent-fill)" }];
  return (
    <InsightSection
      title={t("title")}
      definition={t("definition")}
      csvHref={csvHref}
      chart={{ layout: "rows", series, bars, isStacked: false }}
    >
      <NumberTable
        caption={t("title")}
        columns={[
          { key: "step", label: t("step") },
          { key: "merchants", label: t("merchants") },
          { key: "share", label: t("share") },
        ]}
        rows={[
          ...left.map(({ step, merchants }) => ({
            key: step,
            label: name(step),
            cells: [whole(merchants), percent(wholePercent(merchants, notRegistered))],
          })),
          {
            key: "all",
            label: t("all"),
            cells: [whole(notRegistered), percent(wholePercent(notRegistered, notRegistered))],
          },
        ]}
      />
    </InsightSection>
  );
}
