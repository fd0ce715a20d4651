import type { MetadataRoute } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { tonesOf } from "@/lib/domain/accent";
import { partner } from "@/lib/partner";
import { paths } from "@/lib/paths";

// Of the partner's settings, which are not known when the portal is built.
export const dynamic = "force-dynamic";

/** For phones that keep the portal on their home screen: under the partner's name and colour. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const [{ name, accent }, lang, t] = await Promise.all([partner(), getLocale(), getTranslations("common")]);
  return {
    name,
    short_name: name,
    description: t("productDescription"),
    lang,
    start_url: paths.home,
    display: "browser",
    background_color: "#faf9f6",
    theme_color: tonesOf(accent).light.fill,
    icons: [
      { src: "/favicon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
    ],
  };
}
