import { useTranslations } from "next-intl";
import { Ago } from "../live/ago";

type Checkpoint = { number: number; at: Date; signature: string };

/** The last checkpoint of the audit trail, and how much is not in it yet. */
export function AuditSeal({
  last,
  open,
  isMore,
  now,
}: {
  last: Checkpoint | null;
  /** Chains that moved since; `isMore` when only so many were counted. */
  open: number;
  isMore: boolean;
  now: Date;
}) {
  const t = useTranslations("audit.seal");
  return (
    <section
      aria-label={t("label")}
      className="mb-5 rounded-card border border-line bg-card px-4 py-3 text-[0.9375rem]"
    >
      <p className="font-semibold">
        {last ? t.rich("last", { number: last.number, when: () => <Ago at={last.at} now={now} /> }) : t("none")}
      </p>
      <p className="text-sm text-soft">
        {isMore ? t("openMany", { count: open }) : t("open", { count: open })} {t("how")}
      </p>
      {last ? (
        <p className="mt-1 font-mono text-[0.8125rem] break-all text-soft">
          {last.number}:{last.signature}
        </p>
      ) : null}
    </section>
  );
}
