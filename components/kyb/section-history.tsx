import { useFormatter, useTranslations } from "next-intl";
import type { Change } from "@/lib/domain/correction-plan";
import { reasonTextKey } from "@/lib/domain/reasons";
import { paths } from "@/lib/paths";
import { toneText } from "../ui/tone";
import { stateKey, toneOf } from "./section-words";
import type { VerdictRow } from "./status-rows";
import { useFieldNames } from "./use-field-names";
import { useMoments } from "./use-moments";

type Past = VerdictRow["history"][number];

/** One difference to the sending before, as a sentence. */
function ChangeLine({ change }: { change: Change }) {
  const t = useTranslations("status.history");
  const names = useFieldNames();
  if (change.kind === "file") {
    const name = names.slot(change.slotId);
    const [fresh, gone] = [change.after.length, change.before.length];
    return <p>{fresh > 0 ? t("newFiles", { name, count: fresh }) : t("goneFiles", { name, count: gone })}</p>;
  }
  const name = names.changed(change);
  const [before, after] = [names.value(change, change.before), names.value(change, change.after)];
  if (change.before === change.after) return <p>{t("sameEnd", { name })}</p>;
  if (before === "") return <p>{t("added", { name, after })}</p>;
  return <p>{after === "" ? t("removed", { name, before }) : t("changed", { name, before, after })}</p>;
}

/** Which files are pictures, and since when the content of those is gone that nobody can open any more. */
export type HistoryFiles = { pictures: ReadonlySet<string>; deleted: ReadonlyMap<string, Date> };

function Files({ past, pictures, deleted }: { past: Past } & HistoryFiles) {
  const t = useTranslations("status.history");
  const names = useFieldNames();
  const format = useFormatter();
  if (past.files.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2.5" data-print="hide">
      {past.files.map(({ fileId, slotId }) => {
        const name = names.slot(slotId);
        const goneAt = deleted.get(fileId);
        if (goneAt) {
          return (
            <span key={fileId} className="inline-flex min-h-11 items-center text-sm text-soft">
              {t("deleted", { name, when: format.dateTime(goneAt, { dateStyle: "long" }) })}
            </span>
          );
        }
        return (
          <a
            key={fileId}
            href={paths.file(fileId)}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-h-11 max-w-full items-center rounded-control border border-line bg-paper"
          >
            {pictures.has(fileId) ? (
              // biome-ignore lint/performance/noImgElement: private files never go through a public image cache.
              <img
                src={`${paths.file(fileId)}?size=small`}
                alt={t("picture", { name, attempt: past.attempt })}
                width={88}
                height={64}
                loading="lazy"
                className="h-16 w-22 max-w-full rounded-control object-cover"
              />
            ) : (
              <span className="px-3">{t("document", { name })}</span>
            )}
          </a>
        );
      })}
    </div>
  );
}

function Verdict({ past }: { past: Past }) {
  const t = useTranslations("status.history");
  const sections = useTranslations("sections");
  const reasons = useTranslations("reasons");
  const { short } = useMoments();
  if (past.state === "in_review") return <p className="text-soft">{t("pending")}</p>;
  const titles = new Map(past.reasons.map((reason) => [`${reason.code}.${reason.subject}`, reason]));
  const quotes = [...new Set(past.reasons.map(({ note }) => note.message))];
  return (
    <div>
      <p className={toneText[toneOf(past.type, past.state)]}>
        {t("verdict", { state: sections(`state.${stateKey(past.type, past.state)}`), when: short(past.stateAt) })}
      </p>
      {[...titles.values()].map(({ code, type, subject }) => (
        <p key={`${code}.${subject}`} className="font-semibold">
          {reasons(`${reasonTextKey(code, type)}.title`, { subject })}
        </p>
      ))}
      {quotes.map((text) => (
        <p key={text} className="text-soft">
          {sections("quoted", { text })}
        </p>
      ))}
    </div>
  );
}

function PastSending({ past, ...files }: { past: Past } & HistoryFiles) {
  const t = useTranslations("status.history");
  const { short } = useMoments();
  return (
    <div className="space-y-1.5 border-l-2 border-line pl-3.5">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <h3 className="font-semibold text-ink">{t("attempt", { attempt: past.attempt })}</h3>
        <p className="text-soft">{t(`cause.${past.cause}`, { when: short(past.sentAt) })}</p>
      </div>
      {past.changes === null ? (
        <p>{t(past.attempt === 1 ? "everything" : "unknown")}</p>
      ) : past.changes.length === 0 ? (
        <p>{t("nothing")}</p>
      ) : (
        past.changes.map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a past attempt never changes its order.
          <ChangeLine key={index} change={change} />
        ))
      )}
      <Files past={past} {...files} />
      <Verdict past={past} />
    </div>
  );
}

/** What was sent of a section each time and what came back, folded away. Its summary says since when it is as it is. */
export function SectionHistory({ row, ...files }: { row: VerdictRow } & HistoryFiles) {
  const t = useTranslations("status.row");
  const { short } = useMoments();
  const { state, attempt, sentAt, since, history } = row;
  const when =
    state === "in_review"
      ? t("sent", { attempt: Math.max(attempt, 1), when: short(sentAt ?? since) })
      : attempt > 1
        ? t("sinceAttempt", { attempt, when: short(since) })
        : t("since", { when: short(since) });
  if (history.length === 0) return <p className="py-3 text-sm text-soft">{when}</p>;
  return (
    <details className="group text-sm">
      <summary className="flex list-none flex-wrap items-center gap-x-1.5 py-3 text-soft [&::-webkit-details-marker]:hidden">
        {when}
        <span data-print="hide" className="text-accent underline decoration-1 underline-offset-3">
          {t("history")}
        </span>
      </summary>
      <div className="space-y-4 pt-1 pb-4 max-sm:-ml-12.5">
        {history.map((past) => (
          <PastSending key={past.attempt} past={past} {...files} />
        ))}
      </div>
    </details>
  );
}
