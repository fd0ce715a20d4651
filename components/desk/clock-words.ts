import { useTranslations } from "next-intl";
import { type ClockState, clockOfApplication } from "@/lib/domain/clocks";
import { filled } from "../ui/filled";
import type { Tone } from "../ui/tone";
import type { ClockWords } from "./clock-mark";

export type RunningClock = { dueSoonAt: Date | null; dueAt: Date | null };

export const toneOfClock: Record<ClockState, Tone> = { running: "idle", due_soon: "wait", overdue: "bad" };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How long DOKU still has, or by how much it is late: "1 d 3 h left", "4 h over". */
export function useTimeLeft(): (dueAt: Date, now: Date) => string {
  const t = useTranslations("desk.clock");
  const say = (key: Parameters<typeof t.raw>[0], values: Record<string, unknown>) => filled(t.raw(key), values);
  return (dueAt, now) => {
    const leftMs = dueAt.getTime() - now.getTime();
    const hours = Math.floor(Math.abs(leftMs) / hourMs);
    const minutes = Math.floor(Math.abs(leftMs) / minuteMs);
    const long =
      hours >= 24 ? say("days", { days: Math.floor(hours / 24), hours: hours % 24 }) : say("hours", { hours });
    const time = hours > 0 ? long : say("minutes", { minutes });
    return leftMs > 0 ? say("left", { time }) : say("over", { time });
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
