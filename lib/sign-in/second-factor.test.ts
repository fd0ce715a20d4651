import { scryptSync } from "node:crypto";
import { TOTP } from "otpauth";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Database } from "@/db/client";
import { findLiveSession } from "@/db/queries/sessions";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { stepOf } from "../crypto/one-time-codes";
import { hashToken, newToken } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import { isFactorEnough, readFactorCode } from "../domain/second-factor";
import { startJobs, stopWorkers } from "../jobs/queue";
import { resetFactor, resetFactorOnServer } from "../team/reset-factor";
import { addStaff } from "../testing/staff";
import { giveConfirmation, hasConfirmed } from "./confirm-again";
import { openSession } from "./open-session";
import {
  dropFactor,
  offerOtherCodes,
  passFactor,
  readOfferedFactor,
  readOwnFactor,
  setUpFactor,
  takeOtherCodes,
} from "./second-factor";

let opened: Database;
let actor: StaffActor & { email: string };

beforeAll(async () => {
  opened = await openTestDatabase();
  await startJobs();
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
});
beforeEach(async () => {
  actor = await addStaff("Sari", "admin");
});
afterEach(() => {
  vi.useRealTimers();
});

const periodMs = 30_000;
/** What the app shows now, or some periods away. */
const shown = (secret: string, periods = 0) =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + periods * periodMs });
/** The embedded database goes by this process's clock; the others by their own, which no test can turn. */
const isOwnClock = () => opened.kind === "pglite";
/** A later code, on any database: one step ahead is still taken. */
const later = (secret: string) => {
  if (isOwnClock()) vi.setSystemTime(Date.now() + 2 * periodMs);
  return shown(secret, isOwnClock() ? 0 : 1);
};

async function rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  return (await opened.executeSql(sql, values)).rows as T[];
}

async function signIn(userId = actor.userId): Promise<{ token: string; sessionId: string; factor: string }> {
  const token = newToken();
  await openSession({ token, userId, device: { browser: null, system: null }, isTrusted: false });
  const found = await findLiveSession(opened.db, hashToken(token), new Date());
  return { token, sessionId: found?.sessionId ?? "", factor: found?.factor ?? "" };
}

const factorOf = async (token: string) =>
  (await findLiveSession(opened.db, hashToken(token), new Date()))?.factor ?? null;

/** Signed in, with an app set up: its secret, its codes, the session that did it, and the app's code that is used up. */
async function withApp() {
  const { sessionId } = await signIn();
  const offered = await readOfferedFactor({ userId: actor.userId, sessionId });
  if (!offered) throw new Error("nothing was offered");
  const used = shown(offered.secret);
  const { token } = await setUpFactor({ actor, sessionId, input: { code: used } });
  return { ...offered, sessionId, token, used };
}
const keyOf = (error: unknown) => (error as { key?: string }).key;

it("is what RFC 6238 says", () => {
  // Appendix B, SHA1, shortened to six digits as apps do; the secret is "12345678901234567890".
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  for (const [seconds, code] of [
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
  ] as const) {
    const step = Math.floor(seconds / 30);
    expect(stepOf(secret, code, new Date(seconds * 1000))).toBe(step);
    expect(stepOf(secret, code, new Date((seconds + 30) * 1000))).toBe(step);
    expect(stepOf(secret, code, new Date((seconds - 30) * 1000))).toBe(step);
    expect(stepOf(secret, code, new Date((seconds + 90) * 1000))).toBeNull();
    expect(stepOf(secret, code, new Date((seconds - 90) * 1000))).toBeNull();
  }
});

it("reads codes as people type them", () => {
  expect(readFactorCode(" 123 456 ")).toEqual({ kind: "app", code: "123456" });
  expect(readFactorCode("ABCDE fghjk")).toEqual({ kind: "recovery", code: "abcde-fghjk" });
  for (const typed of ["", "12345", "1234567", "abcde-fghj", "x".repeat(40)]) expect(readFactorCode(typed)).toBeNull();
});

it("lets a session without its second step count for nothing where one is required", async () => {
  expect((["none", "awaited", "proved", "trusted"] as const).filter((one) => isFactorEnough(one, "required"))).toEqual([
    "proved",
    "trusted",
  ]);
  expect(isFactorEnough("none", "optional")).toBe(true);
  expect(isFactorEnough("awaited", "optional")).toBe(false);
});

it("is set up with the app's first code, asked for from then on, and ends every other session", async () => {
  const other = await signIn();
  expect(other.factor).toBe("none");
  const { sessionId, token: first } = await signIn();
  const own = { userId: actor.userId, sessionId };
  const offered = await readOfferedFactor(own);
  expect(await readOfferedFactor(own)).toEqual(offered);
  const secret = offered?.secret ?? "";
  await expect(setUpFactor({ actor, sessionId, input: { code: shown(secret, 9) } })).rejects.toThrow("factor.wrong");
  await expect(setUpFactor({ actor, sessionId, input: { code: offered?.codes[0] ?? "" } })).rejects.toThrow(
    "factor.shape",
  );
  // A code of an app that is still being set up is no way past the set-up.
  await expect(passFactor({ actor, sessionId, input: { code: shown(secret) } })).rejects.toThrow("factor.notSetUp");

  const { token } = await setUpFactor({ actor, sessionId, input: { code: shown(secret) } });
  expect(await factorOf(token)).toBe("proved");
  expect(await factorOf(first)).toBeNull();
  expect(await factorOf(other.token)).toBeNull();
  expect((await signIn()).factor).toBe("awaited");
  expect(await readOfferedFactor(own)).toBeNull();

  const stored =
    JSON.stringify(await rows("select * from second_factors")) +
    JSON.stringify(await rows("select * from recovery_codes"));
  for (const kept of [secret, ...(offered?.codes ?? [])]) expect(stored).not.toContain(kept);
  expect(await readOwnFactor(actor.userId)).toMatchObject({ codesLeft: 10, offered: null });
});

it("is worth nothing to who saw it in another session and left", async () => {
  const { sessionId: seenIn } = await signIn();
  const seen = await readOfferedFactor({ userId: actor.userId, sessionId: seenIn });
  const { sessionId } = await signIn();
  const own = await readOfferedFactor({ userId: actor.userId, sessionId });
  expect(own?.secret).not.toBe(seen?.secret);
  expect(own?.codes.filter((code) => seen?.codes.includes(code))).toEqual([]);
  await expect(setUpFactor({ actor, sessionId, input: { code: shown(seen?.secret ?? "") } })).rejects.toThrow(
    "factor.wrong",
  );
  await setUpFactor({ actor, sessionId, input: { code: shown(own?.secret ?? "") } });
  // What counts is not offered anew to anybody.
  expect(await readOfferedFactor({ userId: actor.userId, sessionId: seenIn })).toBeNull();
  const { sessionId: half } = await signIn();
  const [stolen = ""] = seen?.codes ?? [];
  await expect(passFactor({ actor, sessionId: half, input: { code: stolen } })).rejects.toThrow("factor.wrong");
  await passFactor({ actor, sessionId: half, input: { code: later(own?.secret ?? "") } });
});

it("takes each code of the app once, of several callers from one, and gives the session a new token", async () => {
  const { secret, used } = await withApp();
  const { token: half, sessionId } = await signIn();
  await expect(passFactor({ actor, sessionId, input: { code: used } })).rejects.toThrow("factor.wrong");
  const code = later(secret);
  const tries = await Promise.allSettled(
    Array.from({ length: 4 }, () => passFactor({ actor, sessionId, input: { code } })),
  );
  const passed = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  expect(passed).toHaveLength(1);
  expect(await factorOf(half)).toBeNull();
  expect(await factorOf(passed[0]?.token ?? "")).toBe("proved");
});

it("takes a recovery code once, and no other person's", async () => {
  const { codes } = await withApp();
  const [first = "", second = ""] = codes;
  const colleague = await addStaff("Budi");
  const theirs = await signIn(colleague.userId);
  await expect(passFactor({ actor: colleague, sessionId: theirs.sessionId, input: { code: first } })).rejects.toThrow(
    "factor.wrong",
  );
  const { sessionId } = await signIn();
  const tries = await Promise.allSettled(
    Array.from({ length: 3 }, () => passFactor({ actor, sessionId, input: { code: first.toUpperCase() } })),
  );
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(giveConfirmation({ actor, sessionId, input: { attemptId: null, code: second } })).rejects.toThrow(
    "factor.shape",
  );
  expect((await readOwnFactor(actor.userId)).codesLeft).toBe(9);
});

it("stops guessing after five wrong codes, from however many sessions, and hears the right one again later", async () => {
  const { secret } = await withApp();
  const sessions = [await signIn(), await signIn(), await signIn()];
  const tries = await Promise.allSettled(
    Array.from({ length: 12 }, (_, index) =>
      passFactor({
        actor,
        sessionId: sessions[index % 3]?.sessionId ?? "",
        input: { code: shown(secret, 20 + index) },
      }),
    ),
  );
  const keys = tries.map((one) => (one.status === "rejected" ? keyOf(one.reason) : "passed"));
  expect(keys.filter((key) => key === "factor.wrong")).toHaveLength(5);
  expect(keys.filter((key) => key === "factor.tooOften")).toHaveLength(7);
  const sessionId = sessions[0]?.sessionId ?? "";
  const right = () => passFactor({ actor, sessionId, input: { code: later(secret) } });
  await expect(right()).rejects.toThrow("factor.tooOften");
  await opened.executeSql("update sign_in_attempts set created_at = created_at - interval '16 minutes'");
  await right();
  const failed = await rows<{ detail: object }>(
    "select detail from audit_log where chain_id = $1 and action = 'factor.failed'",
    [actor.userId],
  );
  expect(failed).toEqual(Array(5).fill({ detail: { by: "app" } }));
});

it("confirms again by the app for whoever has one, in that very session and with another token for it", async () => {
  const { secret, sessionId, token: before } = await withApp();
  const { userId } = actor;
  expect(await hasConfirmed({ userId, sessionId })).toBe(false);
  const other = await signIn();
  const { token } = await giveConfirmation({ actor, sessionId, input: { attemptId: null, code: later(secret) } });
  expect([await factorOf(before), await factorOf(token)]).toEqual([null, "proved"]);
  expect(await hasConfirmed({ userId, sessionId })).toBe(true);
  expect(await hasConfirmed({ userId, sessionId: other.sessionId })).toBe(false);
});

it("changes codes and app only after that, and the old ones are worth nothing", async () => {
  const { secret, sessionId, codes } = await withApp();
  for (const run of [offerOtherCodes, takeOtherCodes, dropFactor]) {
    await expect(run({ actor, sessionId })).rejects.toThrow("confirmAgain");
  }
  const { token } = await giveConfirmation({ actor, sessionId, input: { attemptId: null, code: later(secret) } });
  await offerOtherCodes({ actor, sessionId });
  expect((await readOwnFactor(actor.userId)).offered).toHaveLength(10);
  await takeOtherCodes({ actor, sessionId });
  const half = await signIn();
  const old = { actor, sessionId: half.sessionId, input: { code: codes[3] ?? "" } };
  await expect(passFactor(old)).rejects.toThrow("factor.wrong");

  await dropFactor({ actor, sessionId });
  expect(await factorOf(token)).toBe("none");
  expect(await factorOf(half.token)).toBeNull();
  expect((await readOfferedFactor({ userId: actor.userId, sessionId }))?.secret).not.toBe(secret);
});

it("is taken away by an admin who has confirmed again: written down, mailed, every session ended", async () => {
  const { token } = await withApp();
  const admin = await addStaff("Rani", "admin");
  const { sessionId } = await signIn(admin.userId);
  const reset = () => resetFactor({ actor: admin, sessionId, input: { memberId: actor.userId } });
  await expect(reset()).rejects.toThrow("confirmAgain");
  await opened.executeSql("update sessions set confirmed_at = now() where id = $1", [sessionId]);
  await reset();
  expect(await factorOf(token)).toBeNull();
  expect((await readOwnFactor(actor.userId)).since).toBeNull();
  const deed = await rows("select action, detail from audit_log where chain_id = $1 and action like 'factor%'", [
    admin.userId,
  ]);
  expect(deed).toEqual([{ action: "factor.reset", detail: { memberId: actor.userId } }]);
  const mails = await rows<{ data: object }>("select data from pgboss.job where name = 'send-factor-mail'");
  expect(JSON.stringify(mails)).toContain('"what":"reset"');
});

it("is taken away on the server for the last admin, which is written down too", async () => {
  const { token } = await withApp();
  expect(await resetFactorOnServer("nobody@partner.test")).toBe(false);
  expect(await resetFactorOnServer(actor.email)).toBe(true);
  expect(await factorOf(token)).toBeNull();
  const [last] = await rows("select action from audit_log where chain_id = $1 order by position desc", [actor.userId]);
  expect(last).toEqual({ action: "factor.reset_on_server" });
});

it("keeps recovery codes by a slow hash", async () => {
  const { codes } = await withApp();
  const kept = await rows<{ code_hash: string }>("select code_hash from recovery_codes where user_id = $1", [
    actor.userId,
  ]);
  // The parameters are OWASP's; what is stored must be what comes of them, and of nothing quicker.
  const slow = (code: string) => scryptSync(code, actor.userId, 32, { N: 2 ** 14, r: 8, p: 5 }).toString("base64url");
  expect(kept.map((row) => row.code_hash).sort()).toEqual(
    codes.map((code) => hashToken(`recovery\n${actor.userId}\n${slow(code)}`)).sort(),
  );
});
