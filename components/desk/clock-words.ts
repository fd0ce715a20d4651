import { useTranslations } from "next-intl";
import { type ClockState, clockOfApplication } from "@/lib/domain/clocks";
import type { Tone } from "../ui/tone";
import type { ClockWords } from "./clock-mark";

export type RunningClock = { dueSoonAt: Date | null; dueAt: Date | null };

export const toneOfClock: Record<ClockState, Tone> = { running: "idle", due_soon: "wait", overdue: "bad" };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How long DOKU still has, or by how much it is late: "1 d 3 h left", "4 h over". */
export function useTimeLeft(): (dueAt: Date, now: Date) => string {
  const t = useTranslations("desk.clock");
  return (dueAt, now) => {
    const leftMs = dueAt.getTime() - now.getTime();
    const hours = Math.floor(Math.abs(leftMs) / hourMs);
    const minutes = Math.floor(Math.abs(leftMs) / minuteMs);
    const long = hours >= 24 ? t("days", { days: Math.floor(hours / 24), hours: hours % 24 }) : t("hours", { hours });
    const time = hours > 0 ? long : t("minutes", { minutes });
    return leftMs > 0 ? t("left", { time }) : t("over", { time });
  };
}

/** A merchant's first clock in words; null when none runs. */
export function useClockWords(): (clocks: RunningClock, now: Date) => ClockWords | null {
  const t = useTranslations("desk.urgency");
  const timeLeft = useTimeLeft();
  return (clocks, now) => {
    const state = clockOfApplication(clocks, now);
    if (!state || !clocks.dueAt) return null;
    const badge = state === "running" ? null : { text: t(state), tone: toneOfClock[state] };
    return { left: timeLeft(clocks.dueAt, now), badge };
  };
}
