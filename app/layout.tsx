import "./globals.css";
import type { Metadata, Viewport } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return {
    title: { default: t("productName"), template: `%s · ${t("productName")}` },
    description: t("productDescription"),
    icons: { icon: { url: "/favicon.svg", type: "image/svg+xml" } },
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

/**
 * The frame of every page. No message provider here: it would send the texts and their parser to every phone.
 * Server components translate; a client component gets its words as props.
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang={await getLocale()}>
      <body className="flex min-h-dvh flex-col">{children}</body>
    </html>
  );
}
