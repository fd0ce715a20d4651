import { ArrowDownLeft, ArrowUpRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { paths } from "@/lib/paths";
import { useMoments } from "../kyb/use-moments";
import { Badge } from "../ui/badge";
import { Link } from "../ui/link";
import { type Exchange, useExchangeWords } from "./exchange-words";

type Listed = Exchange & { applicationId: string | null; businessName: string | null };

/** `isChoice`: the row can be chosen for a replay, in the form around the list. */
function ExchangeRow({ event, isChoice }: { event: Listed; isChoice: boolean }) {
  const t = useTranslations("events");
  const { short, full } = useMoments();
  const { tone, title, outcome, reason, facts } = useExchangeWords()(event);
  const Arrow = event.kind === "callback" ? ArrowDownLeft : ArrowUpRight;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 sm:grid-cols-[auto_minmax(0,1fr)_auto] px-4 py-3">
      {isChoice && event.kind === "callback" && event.verified ? (
        <span className="-my-2 -ml-3 flex size-11 items-center justify-center sm:size-9">
          <input
            type="checkbox"
            name="event"
            value={event.id}
            aria-label={t("chooseEvent", { title })}
            className="size-5 accent-(--accent-fill)"
          />
        </span>
      ) : (
        <Arrow aria-hidden="true" size={18} className="mt-0.5 text-soft" />
      )}
      <div className="min-w-0">
        <p>
          <span className="sr-only">{t(`kind.${event.kind}`)}: </span>
          <Link href={paths.deskEvent(event.id)} className="font-semibold text-ink">
            {title}
          </Link>
          {event.applicationId ? (
            <>
              {" · "}
              <Link href={paths.deskMerchant(event.applicationId)} className="text-ink">
                {event.businessName}
              </Link>
            </>
          ) : null}
        </p>
        {reason ? <p className="text-[0.9375rem]">{reason}</p> : null}
        <p className="text-[0.8125rem] break-words text-soft">
          <time dateTime={event.at.toISOString()} title={full(event.at)}>
            {short(event.at)}
          </time>
          {facts.length > 0 ? ` · ${facts.join(" · ")}` : null}
          {event.kind === "callback" && event.replayedAt
            ? ` · ${t("replayed", { when: short(event.replayedAt) })}`
            : null}
        </p>
      </div>
      <Badge
        tone={tone}
        className="col-start-2 mt-1.5 self-start justify-self-start sm:col-start-3 sm:row-start-1 sm:mt-0"
      >
        {outcome}
      </Badge>
    </li>
  );
}

/** Callbacks and calls of all merchants, newest first. `canChoose`: the list stands in a form that takes callbacks as `event`. */
export function ExchangeList({ events, canChoose }: { events: readonly Listed[]; canChoose: boolean }) {
  const t = useTranslations("events");
  return (
    <ol aria-label={t("list")} className="divide-y divide-line rounded-card border border-line bg-card">
      {events.map((event) => (
        <ExchangeRow key={event.id} event={event} isChoice={canChoose} />
      ))}
    </ol>
  );
}
