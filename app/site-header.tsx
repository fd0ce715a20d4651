import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AppHeader } from "@/components/ui/app-header";
import { LocaleSwitch } from "@/components/ui/locale-switch";
import { SkipLink } from "@/components/ui/skip-link";
import { env } from "@/lib/env";
import { paths } from "@/lib/paths";
import { changeLocale } from "./locale-action";

/**
 * The head of every page, with the skip link before it. Each route group's layout places it once.
 * @param partnerName the one of the settings unless told
 * @param account the sign-out form, once somebody is signed in
 */
export async function SiteHeader({
  partnerName,
  logoUrl,
  homeHref = paths.home,
  account,
  children,
}: {
  partnerName?: string | undefined;
  logoUrl?: string | undefined;
  homeHref?: string | undefined;
  account?: ReactNode;
  children?: ReactNode;
}) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("common")]);
  const other = locale === "id" ? "en" : "id";
  const name = t(`language.${other}`);
  return (
    <>
      <SkipLink>{t("skipToContent")}</SkipLink>
      <AppHeader
        partnerName={partnerName ?? env().PARTNER_NAME}
        logoUrl={logoUrl}
        homeHref={homeHref}
        language={
          <LocaleSwitch action={changeLocale} other={{ locale: other, name }} label={t("language.switch", { name })} />
        }
        account={account}
      >
        {children}
      </AppHeader>
    </>
  );
}
