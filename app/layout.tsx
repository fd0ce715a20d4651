import "./globals.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { tonesOf } from "@/lib/domain/accent";
import { partner } from "@/lib/partner";
import { nonceHeader } from "@/lib/security-headers";
import { trustedTypes } from "./trusted-types";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return {
    title: { default: t("productName"), template: `%s · ${t("productName")}` },
    description: t("productDescription"),
    icons: {
      icon: [
        { url: "/favicon.ico", sizes: "32x32" },
        { url: "/favicon.svg", type: "image/svg+xml" },
      ],
      apple: "/apple-touch-icon.png",
    },
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, email: false, address: false },
    referrer: "same-origin",
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#faf9f6" },
    { media: "(prefers-color-scheme: dark)", color: "#121614" },
  ],
};

/** The partner's tones for app/globals.css; nothing while there is no colour of its own. */
async function partnerTones(): Promise<Record<`--partner-${string}`, string>> {
  // The page that says that the database is not there has this frame too.
  const accent = (await partner().catch(() => null))?.accent;
  if (!accent) return {};
  const { light, dark } = tonesOf(accent);
  const named = (scheme: string, tones: typeof light) =>
    Object.entries(tones).map(([tone, colour]) => [`--partner-${scheme}-${tone}`, colour] as const);
  return Object.fromEntries([...named("light", light), ...named("dark", dark)]);
}

/**
 * The frame of every page. No message provider here: it would send the texts and their parser to every phone.
 * Server components translate; a client component gets its words as props.
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [t, nonce] = [await getTranslations("common"), (await headers()).get(nonceHeader) ?? undefined];
  return (
    <html lang={await getLocale()} style={await partnerTones()}>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours. */}
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: trustedTypes }} suppressHydrationWarning />
      </head>
      <body className="flex min-h-dvh flex-col" data-error-title={t.raw("errorTitle")}>
        {children}
      </body>
    </html>
  );
}
