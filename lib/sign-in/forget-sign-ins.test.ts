import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { insertSession } from "@/db/queries/sessions";
import { insertSignInAttempt, insertVerificationToken } from "@/db/queries/users";
import { sessions, signInAttempts, verificationTokens } from "@/db/schema";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { stopWorkers } from "../jobs/queue";
import { addStaff } from "../testing/staff";
import { doDueWork, openWork } from "../work";

let opened: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  await openWork();
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
});

const dayMs = 24 * 3_600_000;
const inDays = (days: number) => new Date(Date.now() + days * dayMs);

it("with the other sweeps, what lets nobody in any more is forgotten and the rest stays", async () => {
  const { userId } = await addStaff();
  for (const [tokenHash, days] of [
    ["open", 1],
    ["ended", -0.01],
  ] as const) {
    await insertSession(opened.db, { tokenHash, userId, expiresAt: inDays(days) });
    await insertVerificationToken(opened.db, { tokenHash, identifier: userId, expiresAt: inDays(days) });
  }
  const unused = { tokenHash: "unused for longer than anybody may", userId, expiresAt: inDays(1) };
  const unusedId = await insertSession(opened.db, unused);
  await opened.executeSql("update sessions set seen_at = $1 where id = $2", [inDays(-1.1), unusedId]);
  for (const [emailIndex, days] of [
    ["lately", 29],
    ["long ago", 31],
  ] as const) {
    const id = await insertSignInAttempt(opened.db, { userId, emailIndex, expiresAt: inDays(1) });
    await opened.executeSql("update sign_in_attempts set created_at = $1 where id = $2", [inDays(-days), id]);
  }
  await doDueWork(Date.now());
  expect(await opened.db.select({ hash: sessions.tokenHash }).from(sessions)).toEqual([{ hash: "open" }]);
  expect(await opened.db.select({ hash: verificationTokens.tokenHash }).from(verificationTokens)).toEqual([
    { hash: "open" },
  ]);
  expect(await opened.db.select({ of: signInAttempts.emailIndex }).from(signInAttempts)).toEqual([{ of: "lately" }]);
});
