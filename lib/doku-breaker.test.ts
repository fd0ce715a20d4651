import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { type Database, database, setDatabase } from "@/db/client";
import { findBreaker } from "@/db/queries/breakers";
import { findDeskRevision } from "@/db/queries/live";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { failuresToOpen } from "./doku/breaker";
import { DokuError } from "./doku/failure";
import { personalKind } from "./doku/testing/merchants";
import { type Reply, type ScriptedDoku, startScriptedDoku } from "./doku/testing/scripted-doku";
import { dokuClient, dokuPauseMs, typedDokuClient } from "./doku-account";
import { forgetKnownBreakers } from "./doku-breaker";
import { findAreas } from "./onboarding/find-areas";
import { requeueLostSubmissions } from "./onboarding/requeue-lost-submissions";
import { endPauses, forgetPauses } from "./testing/send-now";

let opened: Database;
let doku: ScriptedDoku;
let reply: Reply;
const area = "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat";
const well: Reply = { body: [{ area }] };
const down: Reply = { status: 503 };

beforeAll(async () => {
  opened = await openTestDatabase();
  doku = await startScriptedDoku(() => reply);
  vi.stubEnv("DOKU_BASE_URL", doku.baseUrl);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await doku.close();
  await closeTestDatabase();
});
beforeEach(async () => {
  await forgetPauses();
  doku.seen.length = 0;
  reply = down;
});

const search = async () => await (await dokuClient(null)).searchAddress("kali");
const kindOf = (call: Promise<unknown>) =>
  call.then(
    () => "ok",
    (error: unknown) => (error instanceof DokuError ? error.kind : String(error)),
  );
/** Fails until DOKU is left alone; a search is up to three calls. */
async function open(): Promise<void> {
  for (let calls = 0; calls < failuresToOpen; calls += 3) await kindOf(search());
}

it("leaves DOKU alone after five failures in a row, for whoever calls, in every process", async () => {
  await open();
  expect(doku.seen).toHaveLength(failuresToOpen);
  expect(await kindOf(search())).toBe("paused");
  // Another process, which knows nothing yet.
  forgetKnownBreakers();
  expect(await kindOf((await dokuClient(null)).checkRequirements(personalKind))).toBe("paused");
  expect(doku.seen).toHaveLength(failuresToOpen);
  expect(await dokuPauseMs()).toBeGreaterThan(3_000);
  const facts = { kind: "unavailable", status: 503, failures: 5, openedAt: expect.any(Date) };
  expect(await findBreaker(opened.db, doku.baseUrl)).toMatchObject(facts);
});

it("leaves who waits at a form to the offline list at once", async () => {
  await open();
  const actor = { kind: "staff", userId: "nobody" } as const;
  expect((await findAreas({ actor, input: { keyword: "kali" } })).isOffline).toBe(true);
  expect(doku.seen).toHaveLength(failuresToOpen);
});

it("neither opens nor tries, and forgets no failure, for what somebody types at a form", async () => {
  const merchant = "00000000-0000-4000-8000-000000000001";
  const typed = async () => await kindOf((await typedDokuClient(merchant)).searchAddress("kali"));
  for (let searches = 0; searches < failuresToOpen; searches += 1) expect(await typed()).toBe("unavailable");
  expect(await findBreaker(opened.db, doku.baseUrl)).toBeNull();
  await kindOf(search());
  const failed = await findBreaker(opened.db, doku.baseUrl);
  expect(failed).toMatchObject({ failures: 3, openedAt: null });
  reply = well;
  expect(await typed()).toBe("ok");
  expect(await findBreaker(opened.db, doku.baseUrl)).toEqual(failed);

  reply = down;
  await open();
  await endPauses();
  const calls = doku.seen.length;
  const due = await findBreaker(opened.db, doku.baseUrl);
  expect(await typed()).toBe("paused");
  expect(doku.seen).toHaveLength(calls);
  expect(await findBreaker(opened.db, doku.baseUrl)).toEqual(due);
});

it("lets one call try, however many want to, and everybody once that was answered", async () => {
  await open();
  await endPauses();
  const revision = await findDeskRevision(opened.db);
  reply = down;
  const kinds = await Promise.all(Array.from({ length: 6 }, () => kindOf(search())));
  expect(doku.seen).toHaveLength(failuresToOpen + 1);
  expect(new Set(kinds)).toEqual(new Set(["paused"]));
  expect(await findBreaker(opened.db, doku.baseUrl)).toMatchObject({ probes: 1, openedAt: expect.any(Date) });
  expect(await findDeskRevision(opened.db)).toBeGreaterThan(revision);

  await endPauses();
  reply = well;
  expect(await search()).toEqual([{ area }]);
  expect(await findBreaker(opened.db, doku.baseUrl)).toMatchObject({ failures: 0, openedAt: null, nextTryAt: null });
  expect(await Promise.all([search(), search()])).toHaveLength(2);
});

it("is asked for a token once a minute while nothing waits that could try, and is called again when it gives one", async () => {
  const ask = () => requeueLostSubmissions(new Date(Date.now() + 60_000));
  await open();
  await ask();
  await endPauses();
  await requeueLostSubmissions();
  expect(doku.seen).toHaveLength(failuresToOpen);
  await ask();
  await ask();
  expect(doku.seen.slice(failuresToOpen).map(({ target }) => target)).toEqual([expect.stringMatching(/\/token$/)]);
  expect(await findBreaker(opened.db, doku.baseUrl)).toMatchObject({ probes: 1, openedAt: expect.any(Date) });
  await endPauses();
  reply = { body: { token: "t" } };
  await ask();
  expect(await findBreaker(opened.db, doku.baseUrl)).toMatchObject({ failures: 0, openedAt: null });
  await ask();
  expect(doku.seen).toHaveLength(failuresToOpen + 2);
});

it("goes by a Retry-After at once", async () => {
  reply = { status: 429, headers: { "Retry-After": "120" } };
  expect(await kindOf(search())).toBe("rate_limited");
  expect(doku.seen).toHaveLength(1);
  expect(await kindOf(search())).toBe("paused");
  expect(await dokuPauseMs()).toBeGreaterThan(110_000);
});

it("asks nothing of the database for each call while DOKU is well, and forgets failures that did not last", async () => {
  await kindOf(search());
  reply = well;
  await search();
  expect(await findBreaker(opened.db, doku.baseUrl)).toMatchObject({ failures: 0 });
  const whole = await database();
  let asked = 0;
  const db = new Proxy(whole.db, {
    get(target, name) {
      if (name === "select" || name === "transaction" || name === "update") asked += 1;
      return Reflect.get(target, name);
    },
  });
  const client = await dokuClient(null);
  setDatabase({ ...whole, db });
  await client.searchAddress("kali");
  setDatabase(whole);
  expect(asked).toBe(0);
});

it("does not stand in the way when its row can be neither read nor written", async () => {
  const client = await dokuClient(null);
  const whole = await database();
  const broken = new Proxy(whole.db, {
    get() {
      throw new Error("the database is away");
    },
  });
  forgetKnownBreakers();
  setDatabase({ ...whole, db: broken });
  reply = well;
  expect(await client.searchAddress("kali")).toEqual([{ area }]);
  reply = down;
  expect(await kindOf(client.searchAddress("kali"))).toBe("unavailable");
  setDatabase(whole);
});
