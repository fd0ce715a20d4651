/** The language that a reader has chosen, kept in this browser. */
import { cookies } from "next/headers";
import { isLocale, type Locale } from "./locale";
import { ownCookie } from "./own-cookie";

const cookie = () => ownCookie("sambut-locale");
const oneYearSeconds = 365 * 24 * 60 * 60;

export async function readChosenLocale(): Promise<Locale | null> {
  const chosen = (await cookies()).get(cookie().name)?.value;
  return isLocale(chosen) ? chosen : null;
}

export async function keepChosenLocale(locale: Locale): Promise<void> {
  (await cookies()).set({ ...cookie(), value: locale, maxAge: oneYearSeconds });
}
