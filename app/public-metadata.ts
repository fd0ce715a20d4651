import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { env } from "@/lib/env";
import { partner } from "@/lib/partner";
import { paths } from "@/lib/paths";

/** What chats show of a link to a page that anybody may open; the same words for all, because a link may hold a token. */
export async function publicMetadata(): Promise<Metadata> {
  const [t, { name }] = await Promise.all([getTranslations("common"), partner()]);
  return {
    metadataBase: new URL(env().APP_URL),
    openGraph: {
      type: "website",
      siteName: name,
      title: name,
      description: t("productDescription"),
      images: [{ url: paths.socialCard, width: 1200, height: 630, alt: name }],
    },
    twitter: { card: "summary_large_image" },
  };
}
