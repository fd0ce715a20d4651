"use server";

import { cookies } from "next/headers";
import { isLocale, localeCookie } from "@/lib/locale";

const oneYearSeconds = 365 * 24 * 60 * 60;

/** Remembers the reader's language. Open to everybody: it touches nothing but the reader's own cookie. */
export async function changeLocale(form: FormData): Promise<void> {
  // Called past our form, there may be no form at all.
  const locale = form instanceof FormData ? form.get("locale") : null;
  if (!isLocale(locale)) return;
  const jar = await cookies();
  jar.set(localeCookie, locale, { path: "/", maxAge: oneYearSeconds, sameSite: "lax", httpOnly: true });
}
