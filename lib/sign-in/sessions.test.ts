import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Database } from "@/db/client";
import { findLiveSession, forgetProof, liveSessionIds, replaceToken } from "@/db/queries/sessions";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import type { MerchantActor, StaffActor } from "../domain/actor";
import { sessionLimits } from "../domain/session-limits";
import { log } from "../log";
import { addStaff } from "../testing/staff";
import { closeSession } from "./close-session";
import { openSession } from "./open-session";
import { endOtherSessions, endOwnSession, readOwnSessions } from "./own-sessions";

let opened: Database;
let staff: StaffActor;
let merchant: MerchantActor;
let people = 0;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(closeTestDatabase);
beforeEach(async () => {
  people += 1;
  staff = await addStaff("Sari");
  const email = `merchant${people}@merchant.test`;
  const userId = await insertPerson(opened.db, {
    role: "merchant",
    email,
    emailIndex: emailIndex(email),
    name: "Rina",
  });
  merchant = { kind: "merchant", userId, applicationId: userId };
});

const device = { browser: "Chrome", system: "Android" } as const;

/** Signed in as `openSession` does it; the id is found by the token. */
async function signIn(userId: string): Promise<{ token: string; id: string; endsAt: Date }> {
  const token = newToken();
  const endsAt = await openSession({ token, userId, device, isTrusted: false });
  const found = await findLiveSession(opened.db, hashToken(token), new Date());
  return { token, id: found?.sessionId ?? "", endsAt };
}

const isOpenAt = async (token: string, at: number) =>
  (await findLiveSession(opened.db, hashToken(token), new Date(at))) !== null;

async function deeds(userId: string) {
  const sql = "select action, detail from audit_log where chain_id = $1 order by position";
  return (await opened.executeSql(sql, [userId])).rows as { action: string; detail: Record<string, unknown> }[];
}

it("ends a session nobody used, sooner for staff than for merchants, and every one at its own limit", async () => {
  const minuteMs = 60_000;
  for (const [{ userId }, role] of [
    [staff, "staff"],
    [merchant, "merchant"],
  ] as const) {
    const { token, id, endsAt } = await signIn(userId);
    const { idleMs, lifeMs } = sessionLimits[role];
    const now = Date.now();
    expect(await isOpenAt(token, now + idleMs - minuteMs)).toBe(true);
    expect(await isOpenAt(token, now + idleMs + minuteMs)).toBe(false);
    const streamsAt = async (at: number) =>
      (await liveSessionIds(opened.db, [id], { now: new Date(at), setting: "optional" })).size;
    expect(await streamsAt(now + idleMs - minuteMs)).toBe(1);
    expect(await streamsAt(now + idleMs + minuteMs)).toBe(0);
    expect(Math.abs(endsAt.getTime() - now - lifeMs)).toBeLessThan(minuteMs);
    // However busy somebody is.
    await opened.executeSql("update sessions set seen_at = $1 where id = $2", [endsAt.toISOString(), id]);
    expect(await isOpenAt(token, endsAt.getTime() - 1_000)).toBe(true);
    expect(await isOpenAt(token, endsAt.getTime() + 1_000)).toBe(false);
  }
  expect(sessionLimits.staff.idleMs).toBeLessThan(sessionLimits.merchant.idleMs);
});

it("ends a stream whose second step is no more, as every page does, and no merchant's", async () => {
  const [own, shop] = [await signIn(staff.userId), await signIn(merchant.userId)];
  const served = async (setting: "required" | "optional") =>
    await liveSessionIds(opened.db, [own.id, shop.id], { now: new Date(), setting });
  await replaceToken(opened.db, own.id, { tokenHash: randomUUID(), factor: "proved" });
  expect(await served("required")).toEqual(new Set([own.id, shop.id]));
  // As taking the second step away, or setting up another app, leaves it.
  await forgetProof(opened.db, own.id);
  expect(await served("required")).toEqual(new Set([shop.id]));
  expect(await served("optional")).toEqual(new Set([own.id, shop.id]));
});

it("lists one's own sessions, ends one or all the others, and nobody else's", async () => {
  const [here, phone, office] = [await signIn(staff.userId), await signIn(staff.userId), await signIn(staff.userId)];
  const stranger = await signIn(merchant.userId);
  const { current, others } = await readOwnSessions(staff.userId, here.id);
  expect(current).toMatchObject({ id: here.id, ...device });
  expect(others.map(({ id }) => id).sort()).toEqual([phone.id, office.id].sort());

  await expect(endOwnSession({ actor: staff, input: { id: stranger.id } })).rejects.toThrow("notFound");
  expect(await isOpenAt(stranger.token, Date.now())).toBe(true);
  await endOwnSession({ actor: staff, input: { id: phone.id } });
  expect(await isOpenAt(phone.token, Date.now())).toBe(false);
  await endOtherSessions({ actor: staff, sessionId: here.id });
  expect((await readOwnSessions(staff.userId, here.id)).others).toEqual([]);
  expect(await isOpenAt(here.token, Date.now())).toBe(true);
  expect(await isOpenAt(stranger.token, Date.now())).toBe(true);
});

it("writes down what staff do with their sessions, without a word about the person or the device", async () => {
  const [here, other] = [await signIn(staff.userId), await signIn(staff.userId)];
  await endOtherSessions({ actor: staff, sessionId: here.id });
  await closeSession(here.token);
  await closeSession(here.token);
  expect(await deeds(staff.userId)).toEqual([
    { action: "session.started", detail: { sessionId: here.id, factor: "none" } },
    { action: "session.started", detail: { sessionId: other.id, factor: "none" } },
    { action: "session.others_ended", detail: { count: 1 } },
    { action: "session.signed_out", detail: { sessionId: here.id } },
  ]);
  const merchants = await signIn(merchant.userId);
  await endOwnSession({ actor: merchant, input: { id: merchants.id } });
  expect(await deeds(merchant.userId)).toEqual([]);
});

it("tells the log of each session with its second step, also of merchants", async () => {
  const lines = vi.spyOn(log, "info");
  const { id: sessionId } = await signIn(merchant.userId);
  const opened = { userId: merchant.userId, sessionId, role: "merchant", factor: "none" };
  expect(lines.mock.calls).toContainEqual(["session.opened", opened]);
  lines.mockRestore();
});

it("opens none for somebody who was shut out meanwhile", async () => {
  await opened.executeSql("update users set disabled_at = now() where id = $1", [staff.userId]);
  await expect(signIn(staff.userId)).rejects.toThrow("notAllowed");
});
