import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, database, setDatabase } from "@/db/client";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { countStreams, endAllStreams, openStream } from "./streams";

beforeAll(openTestDatabase);
afterAll(closeTestDatabase);

const open = (sessionId = "00000000-0000-4000-8000-000000000000") =>
  openStream({ topic: crypto.randomUUID(), sessionId }, new AbortController().signal);

it("ends the oldest stream of a session that opens too many, and nobody else's", async () => {
  const others = open("another");
  const own = Array.from({ length: 22 }, () => open("many"));
  expect(countStreams()).toBe(21);
  for (const ended of own.slice(0, 2)) expect(await ended.text()).toMatch(/^retry: 2000\n\n/);
  await Promise.all([...own.slice(2), others].map(({ body }) => body?.cancel()));
  expect(countStreams()).toBe(0);
});

it("looks after them once at a time while the database takes long, and goes on after a failure", async () => {
  const { db, ...rest } = await database();
  let asked = 0;
  let waiting = 0;
  let most = 0;
  const slow = new Proxy(db, {
    get(target, key, receiver) {
      if (key !== "select") return Reflect.get(target, key, receiver);
      return () => {
        asked += 1;
        waiting += 1;
        most = Math.max(most, waiting);
        const failing = delay(4_000).then(() => {
          waiting -= 1;
          throw new Error("the database is away");
        });
        return { from: () => ({ innerJoin: () => ({ where: () => failing }), where: () => failing }) };
      };
    },
  });
  const reader = open("patient").body?.getReader();
  // When to connect again, and the first revision.
  for (let told = 0; told < 2; told += 1) await reader?.read();
  setDatabase({ ...rest, db: slow } as Database);
  await expect.poll(() => asked, { timeout: 20_000 }).toBeGreaterThanOrEqual(4);
  setDatabase({ ...rest, db });
  // One tick asks for sessions and for revisions.
  expect(most).toBe(2);
  await reader?.cancel();
});

it("ends the streams of a process that stops, and those that are opened meanwhile", async () => {
  const before = open();
  expect(countStreams()).toBe(1);
  endAllStreams();
  const late = open();
  expect(countStreams()).toBe(0);
  // Both end in order, with when to connect again.
  for (const stream of [before, late]) expect(await stream.text()).toBe("retry: 2000\n\n");
});
