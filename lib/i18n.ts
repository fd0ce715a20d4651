import { headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { localeFor, locales } from "./locale";
import { readChosenLocale } from "./locale-cookie";
import { partner } from "./partner";

/**
 * What next-intl asks for each request; next.config.ts points here. Times are shown in WIB. Pages that say what is wrong
 * need a language too when the database is not there.
 */
export default getRequestConfig(async () => {
  const [chosen, head] = await Promise.all([readChosenLocale(), headers()]);
  const { languages } = await partner().catch(() => ({ languages: locales }));
  const locale = localeFor(chosen ?? undefined, head.get("accept-language"), languages);
  const { default: messages } = await import(`../messages/${locale}.json`);
  return { locale, messages, timeZone: "Asia/Jakarta" };
});
