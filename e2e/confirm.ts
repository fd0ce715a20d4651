/** Proving again who one is, before what an open session alone must not do. */
import { type BrowserContext, expect, type Page } from "@playwright/test";
import type { Mailbox } from "./control";
import { callAction, serverActionIds } from "./server-actions";

type Reader = { mailbox: Mailbox; email: string };

/** Whose browser it is, and where their mails are read. */
const readers = new WeakMap<BrowserContext, Reader>();

export function readsMailOf(context: BrowserContext, reader: Reader): void {
  readers.set(context, reader);
}

/** By portal: browsers that share a session, as one with several windows does, and what a further one begins with. */
type Shared = { contexts: Set<BrowserContext>; state: StorageState };
type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;
const shared = new Map<string, Shared>();

export const sharedState = (portalUrl: string) => shared.get(portalUrl)?.state;

/** From now on this browser is one of those that share the portal's session. */
export async function sharesSession(portalUrl: string, context: BrowserContext): Promise<void> {
  const state = await context.storageState();
  const group = shared.get(portalUrl) ?? { contexts: new Set(), state };
  shared.set(portalUrl, group);
  group.contexts.add(context);
  context.on("close", () => group.contexts.delete(context));
}

/** After a proof the session has another token: every browser of the session has to hold it. */
async function passOnSession(context: BrowserContext): Promise<void> {
  const group = [...shared.values()].find(({ contexts }) => contexts.has(context));
  if (!group) return;
  group.state = await context.storageState();
  const { cookies } = group.state;
  await Promise.all([...group.contexts].map(async (one) => await one.addCookies(cookies)));
}

/** The six digits of a mail. */
export function codeIn(text: string): string {
  const code = /\b\d{3} ?\d{3}\b/.exec(text.replace(/https?:\S+/g, ""))?.[0];
  if (!code) throw new Error("There is no code in this mail.");
  return code.replace(" ", "");
}

/** Asks for a code and gives it, past the pages; from then on this browser's session counts as confirmed for ten minutes. */
export async function confirmAgain(page: Page): Promise<void> {
  const reader = readers.get(page.context());
  if (!reader) throw new Error("Nobody's mails are known for this browser.");
  const isStaff = reader.email.endsWith("@partner.test");
  // A page that has these actions: what another one passes on comes back without its cookies.
  const path = isStaff ? "/desk/account" : "/onboarding/change/bank";
  const act = async (name: string, form: Record<string, string>) => {
    const args = [{ json: { typed: {}, failure: null, sent: 0 } }, { form }];
    const answer = await callAction(page.request, { id: serverActionIds().get(name) ?? "", path, args });
    expect(await answer.text(), name).toContain('"failure":null');
  };
  const asked = new Date().toISOString();
  await act(isStaff ? "askStaffCode" : "askOwnCode", {});
  const mail = await reader.mailbox.waitFor(reader.email, "Kode untuk memastikan", asked);
  await act(isStaff ? "giveStaffCode" : "giveOwnCode", { code: codeIn(mail.text) });
  await passOnSession(page.context());
}

/** Does it where the page asks for it, folded away or not, and opens the page again. */
export async function confirmWhereAsked(page: Page): Promise<void> {
  if ((await page.getByRole("heading", { name: "Pastikan ini Anda", includeHidden: true }).count()) === 0) return;
  await confirmAgain(page);
  await page.reload();
}
