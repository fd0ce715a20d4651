import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Ago } from "../live/ago";
import { classes } from "../ui/classes";

type Health = { lastVerifiedAt: Date | null; lastUnverifiedAt: Date | null; recent: ReadonlyMap<string, number> };

function Figure({ label, bad = false, children }: { label: string; bad?: boolean; children: ReactNode }) {
  return (
    <div className="min-w-0 rounded-card border border-line bg-card px-4 py-3">
      <dt className="text-[0.8125rem] text-soft">{label}</dt>
      <dd className={classes("font-semibold", bad && "text-bad")}>{children}</dd>
    </div>
  );
}

/** Whether DOKU reaches us, and whether what arrives can be trusted. */
export function CallbackHealth({ health, now }: { health: Health; now: Date }) {
  const t = useTranslations("events.health");
  const { lastVerifiedAt, lastUnverifiedAt, recent } = health;
  const unverified = recent.get("unverified") ?? 0;
  const failed = recent.get("failed") ?? 0;
  return (
    <dl aria-label={t("label")} className="mb-5 grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Figure label={t("last")}>{lastVerifiedAt ? <Ago at={lastVerifiedAt} now={now} /> : t("never")}</Figure>
      <Figure label={t("unverified")} bad={unverified > 0}>
        {unverified}
      </Figure>
      <Figure label={t("failed")} bad={failed > 0}>
        {failed}
      </Figure>
      <Figure label={t("lastUnverified")}>
        {lastUnverifiedAt ? <Ago at={lastUnverifiedAt} now={now} /> : t("never")}
      </Figure>
    </dl>
  );
}
