import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { findOwnApplication, listDrafts } from "@/db/queries/applications";
import { listAudit } from "@/db/queries/audit";
import { findLatestInvitation } from "@/db/queries/invitations";
import { findPersonByEmailIndex } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import { type InvitationInput, invitationSchema } from "../domain/invitation";
import { startJobs, stopWorkers } from "../jobs/queue";
import { closeMail } from "../mail/send-mail";
import { openTestMailbox, type TestMailbox } from "../mail/test-mailbox";
import { acceptInvitation, readInvitation } from "../sign-in/accept-invitation";
import { enterPortal } from "../sign-in/enter-portal";
import { repeatSignIn } from "../sign-in/repeat-sign-in";
import { ensureDemoInvitation, ensureFirstStaff } from "./first-steps";
import { inviteMerchant } from "./invite-merchant";
import { resendInvitation } from "./resend-invitation";
import { sendInvitationMail } from "./send-invitation-mail";

let opened: Database;
let mailbox: TestMailbox;
let actor: StaffActor;
let people = 0;

beforeAll(async () => {
  mailbox = await openTestMailbox();
  Object.assign(process.env, {
    SMTP_URL: mailbox.url,
    FIRST_STAFF_EMAIL: "Rina.Wijaya@partner.test",
    DEMO_INVITATION: "on",
    PARTNER_NAME: "Mitra & Niaga",
  });
  opened = await openTestDatabase();
  await startJobs();
  await ensureFirstStaff();
  const staff = await findPersonByEmailIndex(opened.db, emailIndex("rina.wijaya@partner.test"));
  actor = { kind: "staff", userId: staff?.id ?? "" };
});
afterAll(async () => {
  closeMail();
  await Promise.all([stopWorkers(), mailbox.close()]);
  await closeTestDatabase();
});

function invitation(change: Partial<InvitationInput> = {}) {
  people += 1;
  return invitationSchema.parse({
    name: "Dewi Anggraini",
    email: `dewi${people}@warung.test`,
    phone: "0812-3456-7890",
    businessName: "Warung <Dewi>",
    locale: "id",
    ...change,
  });
}

async function inviteAndRead(change: Partial<InvitationInput> = {}) {
  const input = invitation(change);
  const ids = await inviteMerchant({ actor, input });
  await sendInvitationMail(ids);
  const mail = await mailbox.next(input.email);
  return { ...ids, input, mail, token: /\/invitation\/(\S+)/.exec(mail.text)?.[1] ?? "" };
}

it("names the first member of staff by the address, once", async () => {
  await ensureFirstStaff();
  const { rows } = await opened.executeSql("select count(*)::int as count from users where role = 'staff'");
  expect(rows).toEqual([{ count: 1 }]);
  const staff = await findPersonByEmailIndex(opened.db, emailIndex("rina.wijaya@partner.test"));
  expect(staff).toMatchObject({ name: "Rina Wijaya", role: "staff", email: "rina.wijaya@partner.test" });
});

it("seeds the demo's invitation once", async () => {
  await ensureDemoInvitation();
  await ensureDemoInvitation();
  const { rows } = await opened.executeSql(
    "select count(*)::int as count from applications where business_name = 'Toko Kelontong Berkah'",
  );
  expect(rows).toEqual([{ count: 1 }]);
});

it("creates person, application, what is known, invitation, audit and work together", async () => {
  const prefilled = { businessType: "PERSONAL", brandName: "", description: "Nasi uduk" };
  const { applicationId, invitationId, input } = await inviteAndRead({ prefilled, locale: "en" });
  const person = await findPersonByEmailIndex(opened.db, emailIndex(input.email));
  expect(person).toMatchObject({ role: "merchant", locale: "en", name: "Dewi Anggraini" });
  const application = await findOwnApplication(opened.db, person?.id ?? "");
  expect(application).toMatchObject({ id: applicationId, state: "invited", businessName: "Warung <Dewi>" });
  const drafts = new Map((await listDrafts(opened.db, applicationId)).map(({ part, values }) => [part, values]));
  expect([...drafts.keys()].sort()).toEqual(["contacts", "kind", "profile"]);
  expect(drafts.get("kind")).toEqual({ businessType: "PERSONAL" });
  expect(drafts.get("profile")).toEqual({
    name: "Warung <Dewi>",
    email: input.email,
    phone: "81234567890",
    description: "Nasi uduk",
  });
  expect(drafts.get("contacts")).toMatchObject({ contacts: [{ key: "primary", name: "Dewi Anggraini" }] });
  expect(await listAudit(opened.db, applicationId)).toMatchObject([
    { action: "merchant.invited", actorKind: "staff", actorId: actor.userId, detail: { invitationId } },
  ]);
});

it("gives an address once, with words on its field, also to two who invite at once", async () => {
  const input = invitation();
  const twice = await Promise.allSettled([inviteMerchant({ actor, input }), inviteMerchant({ actor, input })]);
  expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(inviteMerchant({ actor, input })).rejects.toMatchObject({
    code: "refused",
    issues: [{ path: "email", key: "email.taken" }],
  });
});

it("mails in the merchant's language, escapes what people typed, and keeps no link in the open", async () => {
  const { mail, token, input } = await inviteAndRead({ locale: "en" });
  expect(mail.subject).toBe("Invitation from Mitra & Niaga: register your business");
  expect(mail.html).toContain("register Warung &lt;Dewi&gt; to receive");
  expect(mail.html).not.toContain("<Dewi>");
  expect(mail.html).toContain('<html lang="en">');
  const stored = await opened.executeSql("select * from invitations");
  const jobs = await opened.executeSql("select * from pgboss.job");
  expect(JSON.stringify([stored.rows, jobs.rows])).not.toContain(token);
  expect(JSON.stringify(jobs.rows)).not.toContain(input.email);
});

it("lets one of many parallel acceptances in, and what reading shows changes nothing", async () => {
  const { token, applicationId } = await inviteAndRead();
  expect(await readInvitation(token)).toMatchObject({ state: "open", businessName: "Warung <Dewi>" });
  expect(await readInvitation(token)).toMatchObject({ state: "open" });
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => acceptInvitation({ input: { token } })));
  const [accepted, ...others] = outcomes.filter((outcome) => outcome !== null);
  expect(others).toEqual([]);
  const userId = accepted?.userId ?? "";
  expect(await enterPortal({ userId, chosenLocale: null })).toEqual({ nextPath: "/onboarding", locale: "id" });
  await enterPortal({ userId, chosenLocale: null });
  expect(await findOwnApplication(opened.db, userId)).toMatchObject({ id: applicationId, state: "draft" });
  const started = (await listAudit(opened.db, applicationId)).filter(({ action }) => action === "application.started");
  expect(started).toHaveLength(1);
  expect(await readInvitation(token)).toMatchObject({ state: "over", ownerId: userId });
});

it("closes the invitation when the merchant signs in another way, and keeps the language chosen there", async () => {
  const { token, input, applicationId } = await inviteAndRead();
  const person = await findPersonByEmailIndex(opened.db, emailIndex(input.email));
  await enterPortal({ userId: person?.id ?? "", chosenLocale: "en" });
  expect(await findOwnApplication(opened.db, person?.id ?? "")).toMatchObject({ state: "draft" });
  expect(await acceptInvitation({ input: { token } })).toBeNull();
  expect(await findPersonByEmailIndex(opened.db, emailIndex(input.email))).toMatchObject({ locale: "en" });
  await expect(resendInvitation({ actor, input: { applicationId } })).rejects.toThrow("invitationAccepted");
});

it("offers a sign-in to the same address in place of an accepted invitation", async () => {
  const { token, input } = await inviteAndRead();
  await acceptInvitation({ input: { token } });
  expect(await acceptInvitation({ input: { token } })).toBeNull();
  expect(await readInvitation(token)).toMatchObject({ state: "over" });
  const { attemptId } = await repeatSignIn({ input: { kind: "invitation", value: token }, source: "203.0.113.1" });
  const { rows } = await opened.executeSql(`select email_index from sign_in_attempts where id = '${attemptId}'`);
  expect(rows).toEqual([{ email_index: emailIndex(input.email) }]);
});

it("replaces the link when the invitation is sent again, for another full time", async () => {
  const { token, invitationId, applicationId, input } = await inviteAndRead();
  await opened.executeSql(`update invitations set expires_at = now() - interval '1 day' where id = '${invitationId}'`);
  await resendInvitation({ actor, input: { applicationId } });
  await sendInvitationMail({ invitationId });
  const next = /\/invitation\/(\S+)/.exec((await mailbox.next(input.email)).text)?.[1] ?? "";
  expect(await readInvitation(token)).toEqual({ state: "unknown" });
  expect(await readInvitation(next)).toMatchObject({ state: "open" });
  const latest = await findLatestInvitation(opened.db, applicationId);
  expect((latest?.expiresAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(13 * 24 * 3600_000);
  expect((await listAudit(opened.db, applicationId)).at(-1)).toMatchObject({ action: "invitation.resent" });
});

it("lets nobody in who was disabled after the link was mailed", async () => {
  const { token } = await inviteAndRead();
  const accepted = await acceptInvitation({ input: { token } });
  await opened.executeSql(`update users set disabled_at = now() where id = '${accepted?.userId}'`);
  await expect(enterPortal({ userId: accepted?.userId ?? "", chosenLocale: null })).rejects.toThrow("notAllowed");
});

it("takes empty optional fields as not known and checks the others", () => {
  expect(invitation({ phone: " " }).phone).toBeUndefined();
  expect(invitationSchema.safeParse({ ...invitation(), phone: "12" }).error?.issues).toMatchObject([
    { path: ["phone"], message: "phone.format" },
  ]);
});
