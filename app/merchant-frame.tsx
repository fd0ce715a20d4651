import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { NetworkLine } from "@/components/ui/network-line";
import { HelpLink } from "./help-panel";
import { SiteHeader } from "./site-header";
import { SupportLine } from "./support-line";

/** What stands around every page that merchants see, signed in or not: the header, what the network does, whom to ask. */
export async function MerchantFrame({
  homeHref,
  account,
  more,
  children,
}: {
  homeHref?: string | undefined;
  account?: ReactNode;
  /** Stands at the very end, beside the licences. */
  more?: ReactNode;
  children: ReactNode;
}) {
  const t = await getTranslations("common");
  return (
    <>
      <SiteHeader homeHref={homeHref} account={account} help={<HelpLink />} />
      {children}
      <SupportLine more={more} />
      <NetworkLine texts={{ offline: t("offline"), opening: t("opening") }} />
    </>
  );
}
