import { useTranslations } from "next-intl";
import { sectionKey } from "../kyb/section-words";
import { useMoments } from "../kyb/use-moments";
import { classes } from "../ui/classes";
import type { Tone } from "../ui/tone";
import { type Exchange, isCallbackType, useExchangeWords } from "./exchange-words";
import { useWords } from "./use-words";

/** Something that a person or the system did, from the audit trail. */
export type Deed = {
  kind: "deed";
  id: string;
  at: Date;
  action: string;
  actorKind: "merchant" | "staff" | "webhook" | "system";
  actorName: string | null;
  detail: Record<string, string | number | boolean | null>;
};

export type TimelineEntry = Exchange | Deed;

const paint: Record<Tone, string> = { ok: "bg-ok", wait: "bg-wait", bad: "bg-bad", idle: "bg-edge" };

/** Details of a deed that say more than its title. */
function useDeedWords() {
  const t = useTranslations("events");
  const sections = useTranslations("sections");
  const words = useWords();
  const namesOf = (types: string) =>
    types
      .split(" ")
      .map((type) => (isCallbackType(type) ? sections(`name.${sectionKey(type)}`) : type))
      .join(", ");
  return ({ action, actorKind, actorName, detail }: Deed) => {
    const { part, slot, failure, businessId, files, notRegistered, work } = detail;
    const types = detail.sections ?? detail.type;
    const more = [
      typeof types === "string" ? namesOf(types) : null,
      typeof part === "string" ? (words("parts", part, "title") ?? part) : null,
      typeof slot === "string" ? slot : null,
      notRegistered === true ? t("notRegistered") : null,
      typeof failure === "string" ? (words("events", "callOutcome", failure) ?? failure) : null,
      typeof files === "number" && files > 0 ? t("files", { count: files }) : null,
      typeof businessId === "string" ? businessId : null,
      typeof work === "string" ? (words("work", "kind", work) ?? work) : null,
    ];
    return {
      tone: "idle" as const,
      title: words("events", "action", action.replace(".", "_")) ?? action,
      outcome: actorName ?? t(`actor.${actorKind}`),
      reason: null,
      facts: more.filter((fact) => fact !== null),
    };
  };
}

/** What happened with one merchant, newest first: calls, callbacks and people in one list. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const { short, full } = useMoments();
  const exchangeWords = useExchangeWords();
  const deedWords = useDeedWords();
  return (
    <ol className="ml-1.5 space-y-4 border-l-2 border-line pl-5">
      {entries.map((entry) => {
        const { tone, title, outcome, reason, facts } = entry.kind === "deed" ? deedWords(entry) : exchangeWords(entry);
        return (
          <li key={entry.id} className="relative text-[15px]">
            <span
              aria-hidden="true"
              className={classes("absolute top-1.5 -left-[26px] size-2.5 rounded-full ring-3 ring-card", paint[tone])}
            />
            <p className="font-semibold">{title}</p>
            <p className={classes("text-sm", tone === "bad" ? "font-semibold text-bad" : "text-soft")}>
              {outcome}
              {reason ? <span className="font-normal text-ink"> · {reason}</span> : null}
            </p>
            <p className="text-[13px] break-words text-soft">
              <time dateTime={entry.at.toISOString()} title={full(entry.at)}>
                {short(entry.at)}
              </time>
              {facts.length > 0 ? ` · ${facts.join(" · ")}` : null}
            </p>
          </li>
        );
      })}
    </ol>
  );
}
