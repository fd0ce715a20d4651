import { useLocale, useTranslations } from "next-intl";
import { useMoments } from "../kyb/use-moments";
import { RelativeTime } from "./relative-time";

/** How long ago, in the reader's language; the full moment on hover. */
export function Ago({ at, now }: { at: Date; now: Date }) {
  const locale = useLocale();
  const t = useTranslations("sections");
  const { full } = useMoments();
  return <RelativeTime at={at.getTime()} now={now.getTime()} locale={locale} justNow={t("justNow")} title={full(at)} />;
}
