import { useTranslations } from "next-intl";

/** A time in a state as insight keeps it (`stayMinutes` of lib/domain/insight), in words; a dash for none. */
export function useStayWords(): (minutes: number | null) => string {
  const t = useTranslations("insight.time");
  return (minutes) => {
    if (minutes === null) return "–";
    if (minutes === 0) return t("underAMinute");
    if (minutes < 60) return t("minutes", { minutes });
    const hours = Math.floor(minutes / 60);
    if (hours < 24) return t("hours", { hours });
    const days = Math.floor(hours / 24);
    return hours % 24 === 0 || days >= 10 ? t("days", { days }) : t("daysHours", { days, hours: hours % 24 });
  };
}
