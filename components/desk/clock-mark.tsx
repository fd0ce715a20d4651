import { Badge } from "../ui/badge";
import type { Tone } from "../ui/tone";

/** A clock in words: the time left, and how urgent it is where it is. */
export type ClockWords = { left: string; badge: { text: string; tone: Tone } | null };

export function ClockMark({ left, badge }: ClockWords) {
  if (!badge) return <span className="text-sm whitespace-nowrap text-soft">{left}</span>;
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 md:block">
      <Badge tone={badge.tone}>{badge.text}</Badge>
      <span className="block text-[0.8125rem] whitespace-nowrap text-soft md:mt-1">{left}</span>
    </span>
  );
}
