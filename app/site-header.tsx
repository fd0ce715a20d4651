import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AppHeader } from "@/components/ui/app-header";
import { LocaleSwitch } from "@/components/ui/locale-switch";
import { SkipLink } from "@/components/ui/skip-link";
import { partner } from "@/lib/partner";
import { paths } from "@/lib/paths";
import { changeLocale } from "./locale-action";

/**
 * The head of every page, with the skip link before it. Each route group's layout places it once.
 * @param account the sign-out form, once somebody is signed in
 */
export async function SiteHeader({
  homeHref = paths.home,
  account,
  help,
  children,
}: {
  homeHref?: string | undefined;
  /** The way down to the help of a page that has one. */
  help?: ReactNode;
  account?: ReactNode;
  children?: ReactNode;
}) {
  const [locale, t, { name, logo, languages }] = await Promise.all([getLocale(), getTranslations("common"), partner()]);
  // With one language there is nothing to change to.
  const other = languages.find((language) => language !== locale);
  const otherName = other && t(`language.${other}`);
  return (
    <>
      <SkipLink>{t("skipToContent")}</SkipLink>
      <AppHeader
        partnerName={name}
        logoUrl={logo ? paths.logo(logo.key) : undefined}
        homeHref={homeHref}
        language={
          other && otherName ? (
            <LocaleSwitch
              action={changeLocale}
              other={{ locale: other, name: otherName }}
              label={t("language.switch", { name: otherName })}
            />
          ) : null
        }
        help={help}
        account={account}
      >
        {children}
      </AppHeader>
    </>
  );
}
