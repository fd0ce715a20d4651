"use server";

import { cookies } from "next/headers";
import { database } from "@/db/client";
import { updateLocale } from "@/db/queries/users";
import { isLocale, localeCookie } from "@/lib/locale";
import { partner } from "@/lib/partner";
import { readSession } from "@/lib/session";

const oneYearSeconds = 365 * 24 * 60 * 60;

/**
 * Remembers the reader's language, and for whoever is signed in also the language of their mails. Open to everybody: it
 * touches nothing but the reader's own cookie and person.
 */
export async function changeLocale(form: FormData): Promise<void> {
  // Called past our form, there may be no form at all.
  const locale = form instanceof FormData ? form.get("locale") : null;
  if (!isLocale(locale) || !(await partner()).languages.includes(locale)) return;
  const jar = await cookies();
  jar.set(localeCookie, locale, { path: "/", maxAge: oneYearSeconds, sameSite: "lax", httpOnly: true });
  const session = await readSession();
  if (session && session.locale !== locale) await updateLocale((await database()).db, session.userId, locale);
}
