import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Ago } from "@/components/live/ago";
import { classes } from "@/components/ui/classes";
import { Notice } from "@/components/ui/notice";
import type { CallbackHealth } from "./load-settings";

/** As in db/queries/callback-health: more are not counted. */
const mostCounted = 10_000;

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 py-2 sm:grid-cols-[14rem_minmax(0,1fr)]">
      <dt className="text-[0.9375rem] text-soft">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

function Counts({ day, week }: Pick<CallbackHealth, "day" | "week">) {
  const t = useTranslations("settings.callback");
  const format = useFormatter();
  const number = (count: number) =>
    count > mostCounted ? t("more", { count: format.number(mostCounted) }) : format.number(count);
  const verified = (counts: typeof day) => counts.applied + counts.ignored + counts.failed + counts.not_understood;
  const rows = [
    ["verified", verified(day), verified(week), false],
    ["unverified", day.unverified, week.unverified, true],
    ["failed", day.failed + day.not_understood, week.failed + week.not_understood, true],
    ["ignored", day.ignored, week.ignored, false],
  ] as const;
  return (
    <table className="w-full text-[0.9375rem]">
      <thead>
        <tr className="border-b border-line text-left text-soft">
          <th scope="col" className="py-2 font-normal">
            {t("what")}
          </th>
          <th scope="col" className="py-2 text-right font-normal">
            {t("day")}
          </th>
          <th scope="col" className="py-2 text-right font-normal">
            {t("week")}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map(([key, today, all, isBad]) => (
          <tr key={key}>
            <th scope="row" className="py-2 pr-3 text-left font-normal">
              {t(`count.${key}`)}
            </th>
            {[today, all].map((count, index) => (
              <td
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns that never move
                key={index}
                className={classes("py-2 text-right tabular-nums", isBad && count > 0 && "font-semibold text-bad")}
              >
                {number(count)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where DOKU calls us, how that goes, and what to do when it goes badly. */
export function CallbackCard({ health }: { health: CallbackHealth }) {
  const t = useTranslations("settings.callback");
  const { pattern, lastVerifiedAt, lastUnverifiedAt, clockSeconds, troubles, now, day, week } = health;
  return (
    <div className="space-y-4">
      {troubles.length === 0 ? (
        <Notice tone="ok">{lastVerifiedAt ? t("fine") : t("nothingYet")}</Notice>
      ) : (
        troubles.map((trouble) => (
          <Notice key={trouble} tone="warn" title={t(`trouble.${trouble}.title`)}>
            {t(`trouble.${trouble}.text`, { seconds: Math.abs(clockSeconds ?? 0) })}
          </Notice>
        ))
      )}
      <dl className="divide-y divide-line">
        <Row label={t("address")}>
          <code className="font-mono text-[0.9375rem] break-all">{pattern}</code>
          <p className="text-sm text-soft">{t("addressHint")}</p>
        </Row>
        <Row label={t("last")}>{lastVerifiedAt ? <Ago at={lastVerifiedAt} now={now} /> : t("never")}</Row>
        <Row label={t("lastUnverified")}>{lastUnverifiedAt ? <Ago at={lastUnverifiedAt} now={now} /> : t("never")}</Row>
        <Row label={t("clock")}>
          {clockSeconds === null ? t("unknown") : t("seconds", { seconds: Math.abs(clockSeconds) })}
        </Row>
      </dl>
      <Counts day={day} week={week} />
    </div>
  );
}
