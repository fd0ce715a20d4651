import { type DateTimeFormatOptions, useFormatter, useTranslations } from "next-intl";

/** Moments in words, in WIB: `day` with its weekday, `short` for lists, `clock` for the same day. */
export function useMoments() {
  const format = useFormatter();
  const t = useTranslations("sections");
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  // Once for all moments of a list: putting a value into a text takes longer than formatting the date.
  const [before, after] = t("wib", { when: "\n" }).split("\n");
  const wib = (date: Date, options: DateTimeFormatOptions) => `${before}${format.dateTime(date, options)}${after}`;
  return {
    day: (date: Date) => wib(date, { weekday: "long", day: "numeric", month: "short", ...time }),
    short: (date: Date) => wib(date, { day: "numeric", month: "short", ...time }),
    full: (date: Date) => wib(date, { day: "numeric", month: "long", year: "numeric", ...time, second: "2-digit" }),
    clock: (date: Date) => wib(date, time),
  };
}
