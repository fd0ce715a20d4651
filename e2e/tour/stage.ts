/** Who the tour needs: staff of a partner whom merchants can ask, and merchants who speak as the stop wants. */
import { type Browser, expect, type Page } from "@playwright/test";
import { type Actor, staffAtDesk } from "../actors";
import type { Mailbox } from "../control";
import { callAction, serverActionIds } from "../server-actions";
import type { Portal } from "../servers";

/** Sends a form of the settings page. */
export async function saveSetting(staff: Page, action: "saveLook" | "saveContact", form: Record<string, string>) {
  const answer = await callAction(staff.request, {
    id: serverActionIds().get(action) ?? "",
    path: "/desk/settings",
    args: [{ json: { typed: {}, failure: null, sent: 0 } }, { form }],
  });
  expect(await answer.text(), action).toContain('"failure":null');
}

/** Staff at the desk, with the partner's contact set. */
export async function openDesk(browser: Browser, portal: Portal, mailbox: Mailbox): Promise<Actor> {
  const staff = await staffAtDesk(browser, portal, mailbox);
  const contact = { supportEmail: "bantuan@partner.test", supportPhone: "0812-5550-1234", languages: "id,en" };
  await saveSetting(staff.page, "saveContact", contact);
  return staff;
}

/** The language of what is opened next. */
export async function speak(page: Page, portal: Portal, locale: "id" | "en"): Promise<void> {
  await page.context().addCookies([{ name: "sambut-locale", value: locale, url: portal.url }]);
}
