import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { localeCookie, localeFor } from "./locale";

/** What next-intl asks for each request; next.config.ts points here. Times are shown in WIB. */
export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = localeFor(jar.get(localeCookie)?.value, head.get("accept-language"));
  const { default: messages } = await import(`../messages/${locale}.json`);
  return { locale, messages, timeZone: "Asia/Jakarta" };
});
