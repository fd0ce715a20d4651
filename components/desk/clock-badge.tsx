import { ClockMark } from "./clock-mark";
import { type RunningClock, useClockWords } from "./clock-words";

/** Where a merchant's first clock at DOKU stands, with the time left; nothing when none runs. */
export function ClockBadge({ clocks, now }: { clocks: RunningClock; now: Date }) {
  const words = useClockWords()(clocks, now);
  return words && <ClockMark {...words} />;
}
