import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Database } from "@/db/client";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import type { StaffActor } from "../domain/actor";
import { addMailMerchant } from "../kyb/test-mail-merchant";
import { addStaff, sessionOf } from "../testing/staff";
import { forgetLookers, look, lookAway, otherLookers } from "./lookers";
import { openStream } from "./streams";

let opened: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => closeTestDatabase());

const at = (seconds: number) => new Date(Date.parse("2026-11-21T10:00:00Z") + seconds * 1_000);
const application = async (id: string) => {
  const found = await findApplicationUnscoped(opened.db, id);
  if (!found) throw new Error("no such application");
  return found;
};

/** One that is past the second step: a stream of any other is ended within seconds. */
async function liveSessionOf(member: StaffActor): Promise<string> {
  const id = await sessionOf(member);
  await opened.executeSql("update sessions set factor = 'proved' where id = $1", [id]);
  return id;
}

/** A busy machine takes its time. */
const soon = { timeout: 10_000 };

it("tells the others who is looking, when they come and when they go, and disturbs no decision", async () => {
  const { id } = await addMailMerchant();
  const [rani, budi] = [await addStaff("Rani"), await addStaff("Budi")];
  const others = (who: { userId: string }, now: Date) => otherLookers({ applicationId: id, userId: who.userId }, now);
  const looks = (who: { userId: string }) => [{ applicationId: id, userId: who.userId }];
  const { caseVersion, revision } = await application(id);
  const revisions = async () => (await application(id)).revision - revision;

  await look(looks(rani), at(0));
  await look(looks(budi), at(1));
  expect(await others(rani, at(2))).toEqual(["Budi"]);
  expect(await others(budi, at(2))).toEqual(["Rani"]);
  expect(await revisions()).toBe(2);

  // Still there: nothing to render again.
  await look([...looks(rani), ...looks(budi)], at(10));
  expect(await revisions()).toBe(2);

  // Budi's browser vanished without a word.
  await look(looks(rani), at(35));
  expect(await others(rani, at(35))).toEqual(["Budi"]);
  expect(await others(rani, at(41))).toEqual([]);
  await forgetLookers([id], at(41));
  await forgetLookers([id], at(42));
  expect(await revisions()).toBe(3);

  await look(looks(budi), at(43));
  await lookAway({ applicationId: id, userId: budi.userId });
  expect(await others(rani, at(44))).toEqual([]);
  expect(await revisions()).toBe(5);
  expect((await application(id)).caseVersion).toBe(caseVersion);
});

it("counts an open stream of staff as looking until it is closed, however many they have", async () => {
  const { id } = await addMailMerchant();
  const rani = await addStaff("Rani");
  const budi = await addStaff("Budi");
  const others = () => otherLookers({ applicationId: id, userId: budi.userId });
  const sessionId = await liveSessionOf(rani);
  const open = (lookerId: string | null) => {
    const closing = new AbortController();
    openStream({ topic: id, sessionId, lookerId }, closing.signal);
    return closing;
  };
  const merchant = open(null);
  const [one, other] = [open(rani.userId), open(rani.userId)];
  await vi.waitFor(async () => expect(await others()).toEqual(["Rani"]), soon);
  one.abort();
  expect(await others()).toEqual(["Rani"]);
  other.abort();
  await vi.waitFor(async () => expect(await others()).toEqual([]), soon);
  merchant.abort();
});

it("does not count a page that was closed while it was noted down", async () => {
  const { id } = await addMailMerchant();
  const [rani, budi] = [await addStaff("Rani"), await addStaff("Budi")];
  const closing = new AbortController();
  openStream({ topic: id, sessionId: await liveSessionOf(rani), lookerId: rani.userId }, closing.signal);
  closing.abort();
  // Come and gone, in whatever order the two are written.
  await vi.waitFor(async () => expect((await application(id)).revision).toBeGreaterThan(2), soon);
  await vi.waitFor(async () => {
    expect(await otherLookers({ applicationId: id, userId: budi.userId })).toEqual([]);
  }, soon);
});
