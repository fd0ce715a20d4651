import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { findApplicationUnscoped, updateApplication } from "@/db/queries/applications";
import { insertStaffOnce } from "@/db/queries/invitations";
import { insertSession, liveSessionIds } from "@/db/queries/sessions";
import { countAdmins, findMember, listTeam, lockTeam, updateMember } from "@/db/queries/team";
import { findPersonByEmailIndex } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex } from "../crypto/tokens";
import { inviteMerchant } from "../desk/invite-merchant";
import type { StaffActor } from "../domain/actor";
import type { StaffRole } from "../domain/permissions";
import { AppError } from "../errors";
import { startJobs, stopWorkers } from "../jobs/queue";
import { closeMail } from "../mail/send-mail";
import { openTestMailbox, type TestMailbox } from "../mail/test-mailbox";
import { confirmLink } from "../sign-in/confirm-sign-in";
import { enterPortal } from "../sign-in/enter-portal";
import { readSignInLink } from "../sign-in/read-sign-in";
import { changeRole } from "./change-role";
import { disableMember } from "./disable-member";
import { enableMember } from "./enable-member";
import { inviteMember, mailMemberAgain } from "./invite-member";
import { releaseCases } from "./release-cases";
import { sendTeamMail } from "./send-team-mail";

let opened: Database;
let mailbox: TestMailbox;
let admin: StaffActor;

beforeAll(async () => {
  mailbox = await openTestMailbox();
  process.env.SMTP_URL = mailbox.url;
  opened = await openTestDatabase();
  await startJobs();
});
afterAll(async () => {
  closeMail();
  await Promise.all([stopWorkers(), mailbox.close()]);
  await closeTestDatabase();
});
beforeEach(async () => {
  await opened.executeSql("update users set staff_role = 'viewer' where role = 'staff'");
  admin = await staff("admin");
});

const addressOf = () => `${randomUUID()}@partner.test`;

async function staff(staffRole: StaffRole): Promise<StaffActor> {
  const email = addressOf();
  const userId = await insertStaffOnce(opened.db, { email, emailIndex: emailIndex(email), name: "Rina", staffRole });
  if (!userId) throw new Error("the address is taken");
  const expiresAt = new Date(Date.now() + 3_600_000);
  const tokenHash = randomUUID();
  sessions.set(userId, await insertSession(opened.db, { tokenHash, userId, expiresAt, confirmedAt: new Date() }));
  return { kind: "staff", userId };
}
/** Of those who have just proved again who they are. */
const sessions = new Map<string, string>();
const by = (actor: StaffActor) => ({ actor, sessionId: sessions.get(actor.userId) ?? "" });
const roleOf = async ({ userId }: StaffActor) => (await findMember(opened.db, userId))?.staffRole;
const keyOf = (error: unknown) => (error instanceof AppError ? error.key : error);
const rows = async (query: string) => (await opened.executeSql(query)).rows as Record<string, unknown>[];
const deedsOf = (actor: StaffActor) =>
  rows(`select action, detail from audit_log where chain = 'staff' and chain_id = '${actor.userId}' order by position`);

it("invites a member, who signs in by the link of the mail in the language that was chosen", async () => {
  const email = addressOf();
  const input = { name: "Dewi", email, role: "reviewer", locale: "en" } as const;
  const { memberId } = await inviteMember({ ...by(admin), input });
  await sendTeamMail({ userId: memberId });
  const mail = await mailbox.next(email);
  expect(mail.subject).toBe("You have joined the Sambut team");
  expect(mail.text).toContain("Your role: reviewer");
  const token = /\/sign-in\/link\/(\S+)/.exec(mail.text)?.[1] ?? "";
  expect(await readSignInLink(token)).toMatchObject({ state: "open" });
  expect(await confirmLink({ input: { token } })).toEqual({ userId: memberId });
  expect(await enterPortal({ userId: memberId, chosenLocale: null })).toEqual({ nextPath: "/desk", locale: "en" });
  expect(await confirmLink({ input: { token } })).toBeNull();
  expect(await deedsOf(admin)).toEqual([{ action: "team.invited", detail: { memberId, role: "reviewer" } }]);
});

it("gives no address twice, whoever has it", async () => {
  const email = addressOf();
  const input = { name: "Dewi", email, role: "viewer", locale: "id" } as const;
  const tries = await Promise.allSettled([1, 2].map(() => inviteMember({ ...by(admin), input })));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const refusal = tries.find((one) => one.status === "rejected")?.reason;
  expect(refusal).toMatchObject({ key: "checkFields", issues: [{ path: "email", key: "team.emailTaken" }] });
});

it("changes a role, and says so in the audit trail once", async () => {
  const member = await staff("viewer");
  const change = { ...by(admin), input: { memberId: member.userId, role: "manager" } } as const;
  await changeRole(change);
  await changeRole(change);
  expect(await roleOf(member)).toBe("manager");
  const detail = { memberId: member.userId, from: "viewer", to: "manager" };
  expect(await deedsOf(admin)).toEqual([{ action: "team.role", detail }]);
});

it("adds nobody, and gives nobody a role or a way back, for a session that has not just proved who it is", async () => {
  const member = await staff("viewer");
  const { userId: memberId } = member;
  await disableMember({ actor: admin, input: { memberId } });
  const email = addressOf();
  const input = { name: "Dewi", email, role: "admin", locale: "id" } as const;
  const { sessionId } = by(admin);
  const left = async (sessionWhere: { actor: StaffActor; sessionId: string }) => [
    await inviteMember({ ...sessionWhere, input }).catch(keyOf),
    await changeRole({ ...sessionWhere, input: { memberId, role: "admin" } }).catch(keyOf),
    await enableMember({ ...sessionWhere, input: { memberId } }).catch(keyOf),
  ];
  const asked = ["confirmAgain", "confirmAgain", "confirmAgain"];
  // In another session of the same admin, and in this one after ten minutes.
  expect(await left({ actor: admin, sessionId: by(await staff("admin")).sessionId })).toEqual(asked);
  await opened.executeSql("update sessions set confirmed_at = now() - interval '11 minutes' where id = $1", [
    sessionId,
  ]);
  expect(await left(by(admin))).toEqual(asked);
  expect(await findPersonByEmailIndex(opened.db, emailIndex(email))).toBeNull();
  expect(await roleOf(member)).toBe("viewer");
});

it("lets nobody change their own role or shut themselves out", async () => {
  await staff("admin");
  const own = { actor: admin, input: { memberId: admin.userId } };
  expect(await changeRole({ ...by(admin), input: { ...own.input, role: "viewer" } }).catch(keyOf)).toBe(
    "team.ownAccount",
  );
  expect(await disableMember(own).catch(keyOf)).toBe("team.ownAccount");
});

it.each(["demoted", "disabled"] as const)("keeps one admin when two are %s by each other at once", async (how) => {
  const other = await staff("admin");
  const oust = (actor: StaffActor, { userId: memberId }: StaffActor) =>
    how === "demoted"
      ? changeRole({ ...by(actor), input: { memberId, role: "viewer" } })
      : disableMember({ actor, input: { memberId } });
  const tries = await Promise.allSettled([oust(admin, other), oust(other, admin)]);
  expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refusal = tries.find((one) => one.status === "rejected")?.reason;
  expect(keyOf(refusal)).toBe("notAllowed");
  expect(await countAdmins(opened.db)).toBe(1);
});

it("refuses who was demoted after the door had let them in", async () => {
  const former = await staff("reviewer");
  const member = await staff("viewer");
  const change = changeRole({ ...by(former), input: { memberId: member.userId, role: "admin" } });
  expect(await change.catch(keyOf)).toBe("notAllowed");
  const email = addressOf();
  const input = { name: "Dewi", email, role: "admin", locale: "id" } as const;
  expect(await inviteMember({ ...by(former), input }).catch(keyOf)).toBe("notAllowed");
  expect(await findPersonByEmailIndex(opened.db, emailIndex(email))).toBeNull();
});

it("invites nobody for an admin who is being demoted at that moment", async () => {
  const other = await staff("admin");
  const input = { name: "Dewi", email: addressOf(), role: "admin", locale: "id" } as const;
  let invited: Promise<unknown> = Promise.resolve();
  // Whoever comes second waits for the first, however many connections there are.
  await opened.db.transaction(async (tx) => {
    await lockTeam(tx);
    invited = inviteMember({ ...by(other), input }).catch(keyOf);
    await updateMember(tx, other.userId, { staffRole: "viewer" });
  });
  expect(await invited).toBe("notAllowed");
});

it("changes nobody who is not staff", async () => {
  const email = addressOf();
  const invitation = { name: "Budi", email, phone: "81234567890", businessName: "Warung", locale: "id" } as const;
  const { applicationId } = await inviteMerchant({ actor: admin, input: invitation });
  const merchant = await findApplicationUnscoped(opened.db, applicationId);
  const memberId = merchant?.ownerId ?? "";
  expect(await disableMember({ actor: admin, input: { memberId } }).catch(keyOf)).toBe("notFound");
  expect(await changeRole({ ...by(admin), input: { memberId, role: "admin" } }).catch(keyOf)).toBe("notFound");
});

it("ends the sessions of a member whose role changes, and of no other", async () => {
  const { memberId } = await inviteMember({
    ...by(admin),
    input: { name: "Dina", email: addressOf(), role: "viewer", locale: "id" },
  });
  const expiresAt = new Date(Date.now() + 3_600_000);
  const own = await insertSession(opened.db, { tokenHash: randomUUID(), userId: memberId, expiresAt });
  const others = await insertSession(opened.db, { tokenHash: randomUUID(), userId: admin.userId, expiresAt });
  await changeRole({ ...by(admin), input: { memberId, role: "viewer" } });
  expect(await liveSessionIds(opened.db, [own, others], { now: new Date(), setting: "optional" })).toEqual(
    new Set([own, others]),
  );
  await changeRole({ ...by(admin), input: { memberId, role: "reviewer" } });
  expect(await liveSessionIds(opened.db, [own, others], { now: new Date(), setting: "optional" })).toEqual(
    new Set([others]),
  );
});

it("ends every session of a disabled member at once, and their open links", async () => {
  const email = addressOf();
  const input = { name: "Dewi", email, role: "reviewer", locale: "id" } as const;
  const { memberId } = await inviteMember({ ...by(admin), input });
  await sendTeamMail({ userId: memberId });
  const token = /\/sign-in\/link\/(\S+)/.exec((await mailbox.next(email)).text)?.[1] ?? "";
  const expiresAt = new Date(Date.now() + 3_600_000);
  for (const tokenHash of [randomUUID(), randomUUID()])
    await insertSession(opened.db, { tokenHash, userId: memberId, expiresAt });
  const ids = (await rows(`select id from sessions where user_id = '${memberId}'`)).map(({ id }) => String(id));
  expect(ids).toHaveLength(2);

  await disableMember({ actor: admin, input: { memberId } });
  expect(await liveSessionIds(opened.db, ids, { now: new Date(), setting: "optional" })).toEqual(new Set());
  expect(await readSignInLink(token)).toEqual({ state: "unknown" });
  expect(await enterPortal({ userId: memberId, chosenLocale: null }).catch(keyOf)).toBe("notAllowed");
  expect(await mailMemberAgain({ actor: admin, input: { memberId } }).catch(keyOf)).toBe("team.disabled");
  expect((await listTeam(opened.db)).find(({ id }) => id === memberId)?.disabledAt).toBeInstanceOf(Date);

  await enableMember({ ...by(admin), input: { memberId } });
  expect(await enterPortal({ userId: memberId, chosenLocale: null })).toMatchObject({ nextPath: "/desk" });
  expect((await deedsOf(admin)).map(({ action }) => action)).toEqual(["team.invited", "team.disabled", "team.enabled"]);
});

it("gives a disabled member's merchants back to everybody, once and with a line in each trail", async () => {
  const member = await staff("reviewer");
  const invitation = { name: "Budi", email: addressOf(), phone: "81234567890", businessName: "Kedai", locale: "id" };
  const { applicationId } = await inviteMerchant({ actor: admin, input: { ...invitation, locale: "id" } });
  await updateApplication(opened.db, applicationId, { assigneeId: member.userId });
  await releaseCases({ userId: member.userId });
  expect((await findApplicationUnscoped(opened.db, applicationId))?.assigneeId).toBe(member.userId);

  await disableMember({ actor: admin, input: { memberId: member.userId } });
  const work = await rows("select data from pgboss.job where name = 'release-cases'");
  expect(work).toContainEqual({ data: { userId: member.userId } });
  await Promise.all([releaseCases({ userId: member.userId }), releaseCases({ userId: member.userId })]);
  expect((await findApplicationUnscoped(opened.db, applicationId))?.assigneeId).toBeNull();
  const trail = await rows(`select action from audit_log where application_id = '${applicationId}' order by position`);
  expect(trail.filter(({ action }) => action === "case.released")).toHaveLength(1);
});
