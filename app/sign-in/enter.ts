/** The last step of every way in: a session for this browser. */
import { cookies } from "next/headers";
import { startSession } from "@/lib/auth";
import { isLocale, localeCookie } from "@/lib/locale";
import { dropSession } from "@/lib/session";
import type { Accepted } from "@/lib/sign-in/accept-invitation";
import { enterPortal } from "@/lib/sign-in/enter-portal";
import { forgetAttempt } from "./attempt-cookie";

const oneYearSeconds = 365 * 24 * 3600;

/** Answers a POST that has proved who is there, by `link` where that was how: the session's cookie, and on to their page. */
export async function enter(userId: string, link: Accepted["link"] = null): Promise<Response> {
  const jar = await cookies();
  const chosen = jar.get(localeCookie)?.value;
  const chosenLocale = isLocale(chosen) ? chosen : null;
  const { nextPath, locale } = await enterPortal({ userId, chosenLocale, link });
  await dropSession();
  await forgetAttempt();
  if (locale && !chosenLocale) {
    jar.set(localeCookie, locale, { path: "/", maxAge: oneYearSeconds, sameSite: "lax", httpOnly: true });
  }
  return await startSession(userId, nextPath);
}
