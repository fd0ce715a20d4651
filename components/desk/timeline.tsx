import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { paths } from "@/lib/paths";
import { useMoments } from "../kyb/use-moments";
import { Badge } from "../ui/badge";
import { classes } from "../ui/classes";
import { Link } from "../ui/link";
import type { Tone } from "../ui/tone";
import { type Deed, useDeedWords } from "./deed-words";
import { type Exchange, useExchangeWords } from "./exchange-words";
import { useWords } from "./use-words";

/** Words of staff to each other. */
export type CommentEntry = {
  kind: "comment";
  id: string;
  at: Date;
  authorId: string;
  authorName: string;
  body: string;
};

/** A mail about the merchant; `mail` is its kind. */
export type MailEntry = {
  kind: "mail";
  id: string;
  at: Date;
  mail: string;
  state: "queued" | "sent" | "skipped";
  receiverName: string;
};

export type TimelineEntry = Exchange | Deed | CommentEntry | MailEntry;

type Words = { tone: Tone; title: string; outcome: string | null; reason: string | null; facts: string[] };

const paint: Record<Tone, string> = { ok: "bg-ok", todo: "bg-accent", wait: "bg-wait", bad: "bg-bad", idle: "bg-edge" };
const toneOfMail: Record<MailEntry["state"], Tone> = { sent: "idle", queued: "wait", skipped: "idle" };

function useEntryWords(): (entry: Exclude<TimelineEntry, CommentEntry>) => Words {
  const exchangeWords = useExchangeWords();
  const deedWords = useDeedWords();
  const t = useTranslations("events.mails");
  const words = useWords();
  return (entry) => {
    if (entry.kind === "deed") return deedWords(entry);
    if (entry.kind !== "mail") return exchangeWords(entry);
    return {
      tone: toneOfMail[entry.state],
      title: words("events", "mails", "kind", entry.mail) ?? entry.mail,
      outcome: t(`state.${entry.state}`, { name: entry.receiverName }),
      reason: null,
      facts: [],
    };
  };
}

function CommentLine({ entry, isNew, deed }: { entry: CommentEntry; isNew: boolean; deed: ReactNode }) {
  const t = useTranslations("events.comments");
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 font-semibold">
        {entry.authorName}
        {isNew ? <Badge tone="wait">{t("mentionsYou")}</Badge> : null}
      </p>
      <p className="break-words whitespace-pre-line">{entry.body}</p>
      {deed}
    </>
  );
}

/** `href`: where the reader finds the words that the reason speaks of. */
function Line({ words: { tone, title, outcome, reason }, href }: { words: Words; href: string | null }) {
  return (
    <>
      <p className="font-semibold">{title}</p>
      {outcome ? (
        <p className={classes("text-sm", tone === "bad" ? "font-semibold text-bad" : "text-soft")}>
          {outcome}
          {reason ? (
            <span className="font-normal text-ink">
              {" · "}
              {href ? (
                <Link href={href} className="text-ink">
                  {reason}
                </Link>
              ) : (
                reason
              )}
            </span>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

/** What happened with one merchant, newest first: calls, callbacks, mails, people and comments in one list. */
export function Timeline({
  entries,
  unseen = [],
  deedOf,
}: {
  entries: readonly TimelineEntry[];
  /** Comments that mention the reader and that it has not seen. */
  unseen?: readonly string[];
  /** What the reader can do about a comment. */
  deedOf?: ((commentId: string) => ReactNode) | undefined;
}) {
  const { short, full } = useMoments();
  const wordsOf = useEntryWords();
  return (
    <ol className="ml-1.5 space-y-4 border-l-2 border-line pl-5">
      {entries.map((entry) => {
        const words = entry.kind === "comment" ? null : wordsOf(entry);
        const facts = words?.facts ?? [];
        return (
          <li key={`${entry.kind}-${entry.id}`} className="relative text-[0.9375rem]">
            <span
              aria-hidden="true"
              className={classes(
                "absolute top-1.5 -left-[26px] size-2.5 rounded-full ring-3 ring-card",
                words ? paint[words.tone] : "bg-accent",
              )}
            />
            {words ? (
              <Line words={words} href={entry.kind === "call" && entry.hasWords ? paths.deskEvent(entry.id) : null} />
            ) : null}
            {entry.kind === "comment" ? (
              <CommentLine entry={entry} isNew={unseen.includes(entry.id)} deed={deedOf?.(entry.id)} />
            ) : null}
            <p className="text-[0.8125rem] break-words text-soft">
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
