import { useTranslations } from "next-intl";
import { useMoments } from "../kyb/use-moments";

/** When DOKU is asked by itself; one whose time has come is about to run. */
export function NextReading({ at, now }: { at: Date; now: Date }) {
  const t = useTranslations("desk.merchant");
  const { short } = useMoments();
  return <time dateTime={at.toISOString()}>{at > now ? short(at) : t("readingDue")}</time>;
}
