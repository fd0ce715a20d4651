import { useTranslations } from "next-intl";
import { paths } from "@/lib/paths";
import { useMoments } from "../kyb/use-moments";
import { Badge } from "../ui/badge";
import { type Description, DescriptionList } from "../ui/description-list";
import { Link } from "../ui/link";
import { type Call, type Callback, useExchangeWords } from "./exchange-words";

type OfMerchant = { applicationId: string | null; businessName: string | null };
export type WholeEvent = OfMerchant & ((Callback & { requestId: string; sentAt: Date | null }) | Call);

/** Everything about one callback or call but what was in it. */
export function EventFacts({ event }: { event: WholeEvent }) {
  const t = useTranslations("events.page");
  const { full } = useMoments();
  const { tone, outcome, reason } = useExchangeWords()(event);
  const ofKind: [string, string | null][] =
    event.kind === "callback"
      ? [
          ["type", event.type],
          ["status", event.status],
          ["entity", event.entityId],
          ["sentAt", event.sentAt && full(event.sentAt)],
          ["replayedAt", event.replayedAt && full(event.replayedAt)],
        ]
      : [
          ["request", `${event.method} ${event.path}`],
          ["answer", event.status === null ? null : `HTTP ${event.status}`],
          ["took", `${event.durationMs} ms`],
        ];
  const items: Description[] = [
    {
      id: "outcome",
      term: t("outcome"),
      value: (
        <>
          <Badge tone={tone}>{outcome}</Badge>
          {reason ? <span className="ml-2 text-[0.9375rem]">{reason}</span> : null}
        </>
      ),
    },
    {
      id: "merchant",
      term: t("merchant"),
      value: event.applicationId ? (
        <Link href={paths.deskMerchant(event.applicationId)}>{event.businessName}</Link>
      ) : (
        t("noMerchant")
      ),
    },
    { id: "at", term: t(event.kind === "callback" ? "receivedAt" : "at"), value: full(event.at) },
    ...[...ofKind, ["requestId", event.requestId] as const].flatMap(([id, value]) =>
      value ? [{ id, term: t(`fact.${id}` as "fact.type"), value: <span className="break-all">{value}</span> }] : [],
    ),
  ];
  return <DescriptionList items={items} />;
}
