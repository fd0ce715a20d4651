import { useTranslations } from "next-intl";
import { paths } from "@/lib/paths";
import { useMoments } from "../kyb/use-moments";
import { Link } from "../ui/link";
import { type Deed, useDeedWords } from "./deed-words";

/** A row of the audit trail; `position` counts within the chain of its merchant or member. */
export type AuditEntry = Omit<Deed, "kind"> & {
  applicationId: string | null;
  businessName: string | null;
  position: number;
};

function AuditRow({ entry }: { entry: AuditEntry }) {
  const t = useTranslations("audit");
  const { full } = useMoments();
  const { title, outcome, facts } = useDeedWords()(entry);
  return (
    <li className="grid gap-x-5 gap-y-0.5 px-4 py-2.5 text-[0.9375rem] md:grid-cols-[13rem_minmax(0,1fr)_minmax(0,14rem)]">
      <time dateTime={entry.at.toISOString()} className="text-[0.8125rem] text-soft tabular-nums md:pt-0.5">
        {full(entry.at)}
      </time>
      <p className="min-w-0">
        <span className="font-semibold">{title}</span>
        {entry.applicationId ? (
          <>
            {" · "}
            <Link href={paths.deskMerchant(entry.applicationId)} className="text-ink">
              {entry.businessName}
            </Link>
          </>
        ) : null}
        {facts.length > 0 ? (
          <span className="block text-[0.8125rem] break-words text-soft">{facts.join(" · ")}</span>
        ) : null}
      </p>
      <p className="min-w-0 text-sm break-words">
        {outcome}
        <span className="block text-[0.8125rem] text-soft">{t("position", { position: entry.position })}</span>
      </p>
    </li>
  );
}

/** Who did or saw what, newest first. */
export function AuditList({ entries }: { entries: readonly AuditEntry[] }) {
  const t = useTranslations("audit");
  return (
    <ol aria-label={t("list")} className="divide-y divide-line rounded-card border border-line bg-card">
      {entries.map((entry) => (
        <AuditRow key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}
