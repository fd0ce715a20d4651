import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import type { Database } from "@/db/client";
import { listAudit } from "@/db/queries/audit";
import { findInvitation, findLatestInvitation, listInvitations } from "@/db/queries/invitations";
import { findPersonByEmailIndex } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import {
  dayOf,
  extensionDays,
  invitationSchema,
  invitationStateOf,
  invitationStates,
  untilSchema,
} from "../domain/invitation";
import { startJobs, stopWorkers } from "../jobs/queue";
import { closeMail } from "../mail/send-mail";
import { openTestMailbox, type TestMailbox } from "../mail/test-mailbox";
import { acceptInvitation, readInvitation } from "../sign-in/accept-invitation";
import { enterPortal } from "../sign-in/enter-portal";
import { renewInvitation } from "../sign-in/renew-invitation";
import { requestSignIn } from "../sign-in/request-sign-in";
import { sendSignInMail } from "../sign-in/send-sign-in-mail";
import { copyInvitation } from "./copy-invitation";
import { extendInvitation } from "./extend-invitation";
import { ensureFirstStaff } from "./first-steps";
import { inviteMerchant } from "./invite-merchant";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";
import { sendInvitationMail } from "./send-invitation-mail";

let opened: Database;
let mailbox: TestMailbox;
let actor: StaffActor;
let people = 0;

beforeAll(async () => {
  mailbox = await openTestMailbox();
  Object.assign(process.env, {
    SMTP_URL: mailbox.url,
    FIRST_STAFF_EMAIL: "rina.wijaya@partner.test",
    PARTNER_NAME: "Mitra & Niaga",
  });
  opened = await openTestDatabase();
  await startJobs();
  await ensureFirstStaff();
  const staff = await findPersonByEmailIndex(opened.db, emailIndex("rina.wijaya@partner.test"));
  actor = { kind: "staff", userId: staff?.id ?? "" };
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  closeMail();
  await Promise.all([stopWorkers(), mailbox.close()]);
  await closeTestDatabase();
});

const tokenIn = (text: string) => /\/invitation\/([\w-]+)/.exec(text)?.[1] ?? "";

async function invited(change: { phone?: string; locale?: "id" | "en" } = {}) {
  people += 1;
  const email = `undangan${people}@warung.test`;
  const input = invitationSchema.parse({
    name: "Dewi Anggraini",
    email,
    businessName: "Warung Dewi",
    locale: "id",
    ...change,
  });
  const ids = await inviteMerchant({ actor, input });
  await sendInvitationMail(ids);
  return {
    ...ids,
    email,
    token: tokenIn((await mailbox.next(email)).text),
    deed: { actor, input: { applicationId: ids.applicationId } },
  };
}

const expireIn = (minutes: number, invitationId: string) =>
  opened.executeSql("update invitations set expires_at = now() + $2 * interval '1 minute' where id = $1", [
    invitationId,
    minutes,
  ]);
const expire = (invitationId: string) => expireIn(-1, invitationId);
const actionsOf = async (applicationId: string) =>
  (await listAudit(opened.db, applicationId)).map(({ action }) => action);

it("a copied link opens the same invitation beside the mailed one, and lies nowhere in the open", async () => {
  const { deed, token, applicationId } = await invited({ phone: "0812-3456-7890" });
  const { url, whatsApp } = await copyInvitation(deed);
  const copied = tokenIn(url);
  expect(copied).not.toBe(token);
  for (const one of [token, copied]) expect(await readInvitation(one)).toMatchObject({ state: "open" });
  const chat = new URL(whatsApp ?? "");
  expect(chat.origin + chat.pathname).toBe("https://wa.me/6281234567890");
  expect(chat.searchParams.get("text")).toMatch(/^Halo Dewi Anggraini, Mitra & Niaga mengundang .*Warung Dewi/);
  expect(chat.searchParams.get("text")).toContain(url);
  const kept = await Promise.all(
    ["invitations", "invitation_links", "audit_log", "pgboss.job"].map((table) =>
      opened.executeSql(`select * from ${table}`),
    ),
  );
  expect(JSON.stringify(kept.map(({ rows }) => rows))).not.toContain(copied);
  expect((await actionsOf(applicationId)).at(-1)).toBe("invitation.link_copied");
  const accepted = await acceptInvitation({ input: { token: copied } });
  expect(accepted).not.toBeNull();
  expect(await acceptInvitation({ input: { token } })).toBeNull();
  await expect(copyInvitation(deed)).rejects.toThrow("invitationAccepted");
});

it("says in the trail by which copied link a merchant began, and of whom, and nothing of the mailed one", async () => {
  const started = async (applicationId: string) =>
    (await listAudit(opened.db, applicationId)).find(({ action }) => action === "application.started")?.detail;
  const enter = async (token: string) => {
    const { userId = "", link = null } = (await acceptInvitation({ input: { token } })) ?? {};
    await enterPortal({ userId, chosenLocale: null, link });
  };
  const byCopy = await invited();
  await copyInvitation(byCopy.deed);
  const copied = tokenIn((await copyInvitation(byCopy.deed)).url);
  await enter(copied);
  const copies = (await listAudit(opened.db, byCopy.applicationId)).filter(
    ({ action }) => action === "invitation.link_copied",
  );
  const linkId = copies.at(-1)?.detail.linkId;
  expect(linkId).toEqual(expect.any(String));
  expect(linkId).not.toBe(copied);
  expect(copies[0]?.detail.linkId).not.toBe(linkId);
  expect(await started(byCopy.applicationId)).toEqual({ linkId, linkMadeBy: actor.userId });

  const byMail = await invited();
  await copyInvitation(byMail.deed);
  await enter(byMail.token);
  expect(await started(byMail.applicationId)).toEqual({});
});

it("offers a chat only where a mobile number is known, in the merchant's language", async () => {
  expect((await copyInvitation((await invited()).deed)).whatsApp).toBeNull();
  expect((await copyInvitation((await invited({ phone: "021 5551234" })).deed)).whatsApp).toBeNull();
  const { whatsApp } = await copyInvitation((await invited({ phone: "081298765432", locale: "en" })).deed);
  expect(new URL(whatsApp ?? "").searchParams.get("text")).toMatch(/^Hello Dewi/);
});

it("revoking kills every link at once and the way in by address, and a new invitation has links of its own", async () => {
  const { deed, token, email, applicationId, invitationId } = await invited();
  const copied = tokenIn((await copyInvitation(deed)).url);
  await revokeInvitation(deed);
  for (const one of [token, copied]) {
    expect(await readInvitation(one)).toEqual({ state: "revoked" });
    expect(await acceptInvitation({ input: { token: one } })).toBeNull();
  }
  const { attemptId } = await requestSignIn({ input: { email }, source: "203.0.113.7" });
  await sendSignInMail({ attemptId });
  const userId = (await findInvitation(opened.db, invitationId))?.userId ?? "";
  await expect(enterPortal({ userId, chosenLocale: null })).rejects.toThrow("notAllowed");
  expect((await actionsOf(applicationId)).at(-1)).toBe("invitation.revoked");
  await expect(revokeInvitation(deed)).rejects.toThrow("invitationRevoked");
  await expect(copyInvitation(deed)).rejects.toThrow("invitationRevoked");
  await expect(extendInvitation({ actor, input: { applicationId, until: new Date() } })).rejects.toThrow(
    "invitationRevoked",
  );

  const again = await resendInvitation(deed);
  expect(again.invitationId).not.toBe(invitationId);
  await sendInvitationMail({ invitationId });
  await sendInvitationMail(again);
  const next = tokenIn((await mailbox.next(email)).text);
  expect(await readInvitation(next)).toMatchObject({ state: "open" });
  for (const one of [token, copied]) expect(await readInvitation(one)).toEqual({ state: "revoked" });
  const accepted = await acceptInvitation({ input: { token: next } });
  await enterPortal({ userId: accepted?.userId ?? "", chosenLocale: null });
  const { rows } = await opened.executeSql("select accepted_at from invitations where id = $1", [invitationId]);
  expect(rows).toEqual([{ accepted_at: null }]);
});

it("of accepting and revoking at once one wins", async () => {
  const { deed, token, applicationId } = await invited();
  const [accepted, revoked] = await Promise.allSettled([
    acceptInvitation({ input: { token } }),
    revokeInvitation(deed),
  ]);
  const isIn = accepted.status === "fulfilled" && accepted.value !== null;
  expect(isIn).toBe(revoked.status === "rejected");
  const found = await findLatestInvitation(opened.db, applicationId);
  expect(found?.acceptedAt === null).not.toBe(found?.revokedAt === null);
});

it("extends until the end of a day in WIB, also what is past its date, and refuses other days", async () => {
  const { deed, token, invitationId, applicationId } = await invited();
  await expire(invitationId);
  expect(await readInvitation(token)).toMatchObject({ state: "expired" });
  await expect(copyInvitation(deed)).rejects.toThrow("invitationExpired");
  // No midnight comes between the days that are offered and those that are taken.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  const { first, last } = extensionDays(new Date());
  const until = untilSchema.parse(last);
  expect(until.toISOString()).toBe(`${last}T16:59:59.999Z`);
  expect(dayOf(until)).toBe(last);
  await extendInvitation({ actor, input: { applicationId, until } });
  expect(await readInvitation(token)).toMatchObject({ state: "open", expiresAt: until });
  expect((await listAudit(opened.db, applicationId)).at(-1)).toMatchObject({
    action: "invitation.extended",
    detail: { invitationId, until: last },
  });
  expect(untilSchema.safeParse(first).success).toBe(true);
  for (const day of ["", "2026-02-30", "tomorrow", dayOf(new Date()), "2999-01-01"]) {
    expect(untilSchema.safeParse(day).success).toBe(false);
  }
});

it("an expired invitation renews itself to the same address alone", async () => {
  const { token, email, invitationId, applicationId } = await invited();
  await expire(invitationId);
  await renewInvitation({ input: { token }, source: "203.0.113.8" });
  expect((await findInvitation(opened.db, invitationId))?.sentAt).toBeNull();
  expect((await listAudit(opened.db, applicationId)).at(-1)).toMatchObject({
    action: "invitation.renewed",
    actorKind: "system",
  });
  await sendInvitationMail({ invitationId });
  const next = tokenIn((await mailbox.next(email)).text);
  expect(next).not.toBe(token);
  expect(await readInvitation(next)).toMatchObject({ state: "open" });
  // Open again: asking once more does nothing, and says nothing.
  await renewInvitation({ input: { token: next }, source: "203.0.113.8" });
  expect((await actionsOf(applicationId)).filter((action) => action === "invitation.renewed")).toHaveLength(1);
});

it("renewal ends every link there was, so that only the mailbox leads in", async () => {
  const { deed, token, email, invitationId } = await invited();
  const copied = tokenIn((await copyInvitation(deed)).url);
  await expire(invitationId);
  await renewInvitation({ input: { token: copied }, source: "203.0.113.10" });
  const goesNowhere = async () => {
    for (const one of [token, copied]) {
      expect(await readInvitation(one)).toEqual({ state: "unknown" });
      expect(await acceptInvitation({ input: { token: one } })).toBeNull();
    }
  };
  await goesNowhere();
  await sendInvitationMail({ invitationId });
  await goesNowhere();
  expect(await acceptInvitation({ input: { token: tokenIn((await mailbox.next(email)).text) } })).not.toBeNull();
});

it("renewal says the same of unknown, revoked and accepted invitations, and of one request too many", async () => {
  const revoked = await invited();
  await revokeInvitation(revoked.deed);
  const accepted = await invited();
  await acceptInvitation({ input: { token: accepted.token } });
  const often = await invited();
  const tokens = ["nothing", "", revoked.token, accepted.token];
  for (const token of tokens) {
    expect(await renewInvitation({ input: { token }, source: "203.0.113.9" })).toBeUndefined();
  }
  for (const { applicationId } of [revoked, accepted]) {
    expect(await actionsOf(applicationId)).not.toContain("invitation.renewed");
  }
  for (let time = 0; time < 8; time += 1) {
    await expireIn(1, often.invitationId);
    await sendInvitationMail(often);
    const token = tokenIn((await mailbox.next(often.email)).text);
    await expire(often.invitationId);
    expect(await renewInvitation({ input: { token }, source: "203.0.113.9" })).toBeUndefined();
  }
  const renewals = (await actionsOf(often.applicationId)).filter((action) => action === "invitation.renewed");
  expect(renewals).toHaveLength(5);
});

it("the list's filters are the states of the rules", async () => {
  const now = new Date();
  const unsent = await inviteMerchant({
    actor,
    input: invitationSchema.parse({ name: "Eko", email: "eko@warung.test", businessName: "Bengkel Eko", locale: "id" }),
  });
  const expired = await invited();
  await expire(expired.invitationId);
  const { invitations: all } = await listInvitations(opened.db, { state: null, now }, null, 500);
  expect(all.map(({ id }) => id)).toContain(unsent.invitationId);
  const seen = new Set<string>();
  for (const state of invitationStates) {
    const { invitations } = await listInvitations(opened.db, { state, now }, null, 500);
    expect(invitations.length).toBeGreaterThan(0);
    for (const row of invitations) {
      expect(invitationStateOf(row, now)).toBe(state);
      seen.add(row.id);
    }
  }
  expect(seen.size).toBe(all.length);
  const pages: string[] = [];
  let cursor = null;
  do {
    const page: Awaited<ReturnType<typeof listInvitations>> = await listInvitations(
      opened.db,
      { state: null, now },
      cursor,
      3,
    );
    pages.push(...page.invitations.map(({ id }) => id));
    cursor = page.next;
  } while (cursor);
  expect(pages).toEqual(all.map(({ id }) => id));
});
