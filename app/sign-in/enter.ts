/** The last step of every way in: a session for this browser. */
import { headers } from "next/headers";
import { userAgent } from "next/server";
import { startSession } from "@/lib/auth";
import { type Device, deviceOf } from "@/lib/domain/device";
import { keepChosenLocale, readChosenLocale } from "@/lib/locale-cookie";
import { dropSession } from "@/lib/session";
import type { Accepted } from "@/lib/sign-in/accept-invitation";
import { enterPortal } from "@/lib/sign-in/enter-portal";
import { forgetAttempt } from "./attempt-cookie";

/** Of what the browser says of itself only the family is kept. */
async function deviceHere(): Promise<Device> {
  const { browser, os } = userAgent({ headers: await headers() });
  return deviceOf({ browser: browser.name, system: os.name });
}

/**
 * Answers a request that has proved who is there: the session's cookie, and on to their page.
 * @param link the further link of an invitation by which they came, if it was one
 * @param isTrusted whether single sign-on has seen to the second step
 */
export async function enter(
  userId: string,
  { link = null, isTrusted = false }: { link?: Accepted["link"]; isTrusted?: boolean } = {},
): Promise<Response> {
  const chosenLocale = await readChosenLocale();
  const { nextPath, locale } = await enterPortal({ userId, chosenLocale, link });
  await dropSession();
  await forgetAttempt();
  if (locale && !chosenLocale) await keepChosenLocale(locale);
  return await startSession(userId, nextPath, { device: await deviceHere(), isTrusted });
}
