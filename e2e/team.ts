/** Members of the partner's staff in roles other than the first admin's, for specs about who may do what. */
import { type Browser, expect } from "@playwright/test";
import { type Actor, newDevice, staffAtDesk } from "./actors";
import { confirmAgain, readsMailOf } from "./confirm";
import { linkIn, type Mailbox } from "./control";
import { inventedPerson } from "./people";
import { callAction, serverActionIds } from "./server-actions";
import { fromPage, type Portal } from "./servers";

export type Member = Actor & { name: string; email: string };

type Role = "viewer" | "reviewer" | "manager" | "admin";

/**
 * Somebody new in this role, invited by the first admin and signed in by the mail's link, in a browser of their own
 * that stands at the desk. Every call makes another member: who only needs one, keeps it.
 */
export async function memberAtDesk(
  browser: Browser,
  { portal, mailbox }: { portal: Portal; mailbox: Mailbox },
  role: Role,
  called = "Wulan Anggota",
): Promise<Member> {
  const { name, email: address } = inventedPerson(called);
  const email = address.replace("merchant.test", "partner.test");
  const admin = await staffAtDesk(browser, portal, mailbox);
  const add = async () => {
    const answer = await callAction(admin.page.request, {
      id: serverActionIds().get("addMember") ?? "",
      path: "/desk/team",
      args: [{ json: { typed: {}, failure: null, sent: 0 } }, { form: { name, email, role, locale: "id" } }],
    });
    return await answer.text();
  };
  let said = await add();
  if (said.includes('"error":"confirmAgain"')) {
    await confirmAgain(admin.page);
    said = await add();
  }
  expect(said, "addMember").toContain('"failure":null');
  await admin.context.close();

  const member = await newDevice(browser, portal);
  readsMailOf(member.context, { mailbox, email });
  const mail = await mailbox.waitFor(email, "Anda ditambahkan ke tim");
  const token = linkIn(mail, portal.url).split("/").at(-1) ?? "";
  const entered = await member.page.request.post("/sign-in/complete", {
    form: { token },
    headers: fromPage(portal),
    maxRedirects: 0,
  });
  expect(entered.headers().location).toMatch(/\/desk$/);
  await member.page.goto("/desk");
  await expect(member.page).toHaveURL(/\/desk$/);
  return { ...member, name, email };
}
