import { useTranslations } from "next-intl";
import { paths } from "@/lib/paths";
import { LiveRefresh } from "./live-refresh";

/** `LiveRefresh` with its words; what a page places. */
export function LiveLine({ url, revision }: { url: string; revision: number }) {
  const t = useTranslations("status.live");
  const texts = {
    connecting: t("connecting"),
    live: t("live"),
    polling: t("polling"),
    signedOut: t("signedOut"),
    signIn: t("signIn"),
  };
  return <LiveRefresh url={url} revision={revision} texts={texts} signInHref={paths.signIn} />;
}
