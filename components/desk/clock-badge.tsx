import { useTranslations } from "next-intl";
import { clockOfApplication } from "@/lib/domain/clocks";
import { Badge } from "../ui/badge";
import { toneOfClock, useTimeLeft } from "./clock-words";

/** Where a merchant's first clock at DOKU stands, with the time left; nothing when none runs. */
export function ClockBadge({ clocks, now }: { clocks: { dueSoonAt: Date | null; dueAt: Date | null }; now: Date }) {
  const t = useTranslations("desk.urgency");
  const timeLeft = useTimeLeft();
  const state = clockOfApplication(clocks, now);
  if (!state || !clocks.dueAt) return null;
  const left = timeLeft(clocks.dueAt, now);
  if (state === "running") return <span className="text-sm whitespace-nowrap text-soft">{left}</span>;
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 md:block">
      <Badge tone={toneOfClock[state]}>{t(state)}</Badge>
      <span className="block text-[13px] whitespace-nowrap text-soft md:mt-1">{left}</span>
    </span>
  );
}
