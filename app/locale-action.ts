"use server";

import { database } from "@/db/client";
import { updateLocale } from "@/db/queries/users";
import { noteActionBegan } from "@/lib/action-began";
import { isLocale } from "@/lib/locale";
import { keepChosenLocale } from "@/lib/locale-cookie";
import { partner } from "@/lib/partner";
import { readSession } from "@/lib/session";

/**
 * Remembers the reader's language, and for whoever is signed in also the language of their mails. Open to everybody: it
 * touches nothing but the reader's own cookie and person.
 */
export async function changeLocale(form: FormData): Promise<void> {
  noteActionBegan();
  // Called past our form, there may be no form at all.
  const locale = form instanceof FormData ? form.get("locale") : null;
  if (!isLocale(locale) || !(await partner()).languages.includes(locale)) return;
  await keepChosenLocale(locale);
  const session = await readSession();
  if (session && session.locale !== locale) await updateLocale((await database()).db, session.userId, locale);
}
