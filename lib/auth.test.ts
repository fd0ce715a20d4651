import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Database } from "@/db/client";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { authOptions } from "./auth";
import { hashToken } from "./crypto/tokens";
import { unattendedHeader } from "./domain/unattended";
import { addStaff } from "./testing/staff";

// Next has them only while it answers a request.
let sent = new Headers();
vi.mock("next/headers", () => ({ headers: async () => sent }));

let opened: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(closeTestDatabase);

/** As next-auth does it, with what it is told. */
async function signIn(): Promise<string> {
  const { userId } = await addStaff();
  const { adapter, session } = authOptions({ device: { browser: null, system: null }, isTrusted: false });
  const sessionToken = (await session?.generateSessionToken?.()) ?? "";
  await adapter?.createSession?.({ sessionToken, userId, expires: new Date() });
  return sessionToken;
}

const rowOf = async (token: string) =>
  (await opened.executeSql("select seen_at from sessions where token_hash = $1", [hashToken(token)])).rows[0] as
    | { seen_at: Date }
    | undefined;

it("a session has a token of 256 random bits, of which the hash alone is kept", async () => {
  const token = await signIn();
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await rowOf(token)).toBeDefined();
  const kept = JSON.stringify((await opened.executeSql("select * from sessions")).rows);
  expect(kept).not.toContain(token);
});

it.each([
  ["is kept alive by a page that somebody opens", {}, true],
  ["is not by a stream", { accept: "text/event-stream" }, false],
  ["nor by what a page asks by itself", { [unattendedHeader]: "1", RSC: "1" }, false],
])("a session %s", async (_, headers, isUse) => {
  const token = await signIn();
  await opened.executeSql("update sessions set seen_at = now() - interval '90 minutes' where token_hash = $1", [
    hashToken(token),
  ]);
  sent = new Headers(headers);
  const { adapter } = authOptions();
  expect(await adapter?.getSessionAndUser?.(token)).toMatchObject({ session: { sessionToken: token } });
  const seenAt = (await rowOf(token))?.seen_at ?? new Date(0);
  expect(Date.now() - new Date(seenAt).getTime() < 60_000).toBe(isUse);
});
