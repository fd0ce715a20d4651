import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { verdictTypes } from "@/lib/domain/sections";
import { sectionKey } from "../kyb/section-words";
import { useMoments } from "../kyb/use-moments";
import { Ago } from "../live/ago";
import { Badge } from "../ui/badge";
import type { ListedMerchant } from "./merchant-table";
import { toneOfStanding } from "./standing-words";

const shownReasons = 2;

/** Why a merchant is in the queue, in a line for each need; where it stands when nothing is needed; and since when. */
export function WhatHappened({ merchant, now }: { merchant: Omit<ListedMerchant, "entities">; now: Date }) {
  const t = useTranslations("queue");
  const standings = useTranslations("desk.standing");
  const sections = useTranslations("sections.name");
  const { short } = useMoments();
  const { needs, needsAt, snoozedUntil, refused, reasons, standing, updatedAt } = merchant;
  const verdicts = refused.filter((type) => verdictTypes.includes(type)).map((type) => sections(sectionKey(type)));
  const why = reasons.slice(0, shownReasons).map((code) => t(`reason.${code}`).toLowerCase());
  const rejected = { sections: verdicts.join(", "), reasons: why.join(", ") };
  const line = (need: (typeof needs)[number]) => {
    if (need !== "rejected" || verdicts.length === 0) return t(`need.${need}`);
    return why.length > 0 ? t("need.rejectedFor", rejected) : t("need.rejectedIn", { sections: rejected.sections });
  };
  const ago = (at: Date) => ({ ago: (): ReactNode => <Ago key="ago" at={at} now={now} /> });
  const isAsleep = snoozedUntil !== null && snoozedUntil > now;
  const isWaiting = needs.length > 0 && needsAt !== null && needsAt <= now;
  return (
    <div className="min-w-0">
      {needs.length > 0 ? (
        needs.map((need) => (
          <span key={need} className="block break-words">
            {line(need)}
          </span>
        ))
      ) : (
        <Badge tone={toneOfStanding[standing]}>{standings(standing)}</Badge>
      )}
      <span className="mt-0.5 block text-[13px] text-soft">
        {needs.length > 0 ? `${standings(standing)} · ` : null}
        {isWaiting ? t.rich("since", ago(needsAt)) : t.rich("changed", ago(updatedAt))}
        {isAsleep ? ` · ${t("snoozedUntil", { when: short(snoozedUntil) })}` : null}
      </span>
    </div>
  );
}
