import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { StuckReason } from "@/lib/domain/stuck-work";
import { paths } from "@/lib/paths";
import { useMoments } from "../kyb/use-moments";
import { Ago } from "../live/ago";
import { Link } from "../ui/link";
import { useWords } from "./use-words";

export type StuckWork = {
  id: string;
  /** The kind of work; one that has no words is shown as it is. */
  name: string;
  merchant: { applicationId: string; businessName: string } | null;
  createdAt: Date;
  failedAt: Date;
  tries: number;
  reason: StuckReason;
  /** For the search in the server's log. */
  errorKind: string | null;
};

function WorkRow({ work, now, action }: { work: StuckWork; now: Date; action: ReactNode }) {
  const t = useTranslations("work");
  const words = useWords();
  const { short } = useMoments();
  const { name, merchant, reason, errorKind } = work;
  const note = words("work", "note", name);
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0 space-y-0.5">
        <p>
          <span className="font-semibold">{words("work", "kind", name) ?? name}</span>
          {merchant ? (
            <>
              {" · "}
              <Link href={paths.deskMerchant(merchant.applicationId)} className="text-ink">
                {merchant.businessName}
              </Link>
            </>
          ) : null}
        </p>
        <p className="text-[0.9375rem]">{t(`reason.${reason}`)}</p>
        <p className="text-[0.8125rem] break-words text-soft">
          {t.rich("failed", { when: () => <Ago at={work.failedAt} now={now} /> })}
          {` · ${t("tries", { count: work.tries })} · ${t("since", { when: short(work.createdAt) })}`}
          {errorKind ? (
            <>
              {" · "}
              <span className="font-mono">{errorKind}</span>
            </>
          ) : null}
        </p>
        {note ? <p className="text-sm text-soft">{note}</p> : null}
      </div>
      {action}
    </li>
  );
}

/** Work that failed for the last time, with what makes it run again. */
export function WorkList({
  jobs,
  now,
  actionOf,
}: {
  jobs: readonly StuckWork[];
  now: Date;
  actionOf: (work: StuckWork) => ReactNode;
}) {
  const t = useTranslations("work");
  return (
    <ol aria-label={t("list")} className="divide-y divide-line rounded-card border border-line bg-card">
      {jobs.map((work) => (
        <WorkRow key={work.id} work={work} now={now} action={actionOf(work)} />
      ))}
    </ol>
  );
}
