import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import {
  findApplicationUnscoped,
  findRequirementSet,
  insertApplication,
  listDrafts,
  upsertRequirementSet,
} from "@/db/queries/applications";
import { insertFile } from "@/db/queries/files";
import { insertDokuCall } from "@/db/queries/kyb";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { type RunningSandbox, startSandbox } from "@/sandbox/server";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import type { MerchantActor } from "../domain/actor";
import { requirementKey } from "../domain/requirement-changes";
import { endPauses, forgetPauses } from "../testing/send-now";
import { acknowledgeRequirements } from "./acknowledge-requirements";
import { chooseKind } from "./choose-kind";
import { findAreas } from "./find-areas";
import { refreshRequirements, refreshRequirementsSoon } from "./refresh-requirements";

let sandbox: RunningSandbox;
let opened: Database;
let actor: MerchantActor;

beforeAll(async () => {
  sandbox = await startSandbox({ clientId: "BRN-0001-TEST", secretKey: "SK-TEST-0000", auto: false, hangMs: 200 });
  process.env.DOKU_BASE_URL = sandbox.url;
  opened = await openTestDatabase();
});
afterAll(async () => {
  await closeTestDatabase();
  await sandbox.close();
});
async function newMerchant(): Promise<MerchantActor> {
  const email = `${newToken().slice(0, 8)}@merchant.test`.toLowerCase();
  const person = { role: "merchant" as const, email, emailIndex: emailIndex(email), name: "Budi Contoh" };
  const userId = await insertPerson(opened.db, person);
  const webhookToken = newToken();
  const secrets = { webhookToken, webhookTokenHash: hashToken(webhookToken) };
  const applicationId = await insertApplication(opened.db, {
    ownerId: userId,
    businessName: "Kopi Contoh",
    ...secrets,
  });
  return { kind: "merchant", userId, applicationId };
}
beforeEach(async () => {
  await fetch(`${sandbox.url}/control/faults`, { method: "DELETE" });
  await forgetPauses();
  actor = await newMerchant();
});

async function unreachable(endpoint: string, status = 400) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ endpoint, kind: "status", status, remaining: 9 });
  await fetch(`${sandbox.url}/control/faults`, { method: "POST", headers, body });
}
const personal = { businessType: "PERSONAL", legalEntity: "PERSEORANGAN", line: "RETAIL", nationality: "ID" } as const;
const company = { businessType: "CORPORATE", legalEntity: "PT", line: "FINANCIAL_SERVICE", nationality: "ID" } as const;
const setOf = () => findRequirementSet(opened.db, actor.applicationId);
const keysOf = async () => ((await setOf())?.requirements ?? []).map(requirementKey);

async function upload(slotId: string) {
  const id = crypto.randomUUID();
  const facts = { storageKey: id, mediaType: "image/jpeg", bytes: 1000, width: 800, height: 600 };
  await insertFile(opened.db, { id, applicationId: actor.applicationId, slotId, ...facts });
}

describe("choosing the kind of business", () => {
  it("stores what DOKU asks for, licences of the line included", async () => {
    expect(await chooseKind({ actor, input: { kind: company, confirmed: false } })).toEqual({ outcome: "chosen" });
    expect(await keysOf()).toEqual(expect.arrayContaining(["business.DOCUMENT.NIB", "business.DOCUMENT.IZIN_USAHA"]));
    expect(await findApplicationUnscoped(opened.db, actor.applicationId)).toMatchObject(company);
  });
  it("keeps the answers when DOKU does not answer, and what was chosen before stays in force", async () => {
    await chooseKind({ actor, input: { kind: personal, confirmed: false } });
    await unreachable("requirements");
    const choosing = chooseKind({ actor, input: { kind: company, confirmed: false } });
    await expect(choosing).rejects.toMatchObject({ code: "unavailable", key: "dokuUnreachable" });
    const [draft] = await listDrafts(opened.db, actor.applicationId);
    expect(draft).toMatchObject({ part: "kind", values: company, completedAt: null });
    expect(await findApplicationUnscoped(opened.db, actor.applicationId)).toMatchObject(personal);
    expect(await keysOf()).not.toContain("business.DOCUMENT.NIB");
  });
  it("says which files become useless before it happens, and deletes none", async () => {
    await chooseKind({ actor, input: { kind: company, confirmed: false } });
    for (const slot of ["business.DOCUMENT.NIB", "brand.PHOTO_PROOF", "brand.PHOTO_PROOF"]) await upload(slot);
    const asked = await chooseKind({ actor, input: { kind: personal, confirmed: false } });
    expect(asked).toEqual({ outcome: "confirm", useless: [{ slotId: "business.DOCUMENT.NIB", count: 1 }], kept: 2 });
    expect(await keysOf()).toContain("business.DOCUMENT.NIB");
    expect(await chooseKind({ actor, input: { kind: personal, confirmed: true } })).toEqual({ outcome: "chosen" });
    expect(await keysOf()).not.toContain("business.DOCUMENT.NIB");
    const { rows } = await opened.executeSql(`select 1 from files where application_id = '${actor.applicationId}'`);
    expect(rows).toHaveLength(3);
    // What is useless already is not asked about again.
    expect(await chooseKind({ actor, input: { kind: personal, confirmed: false } })).toEqual({ outcome: "chosen" });
  });
});

describe("choosing the kind while DOKU is down", () => {
  const foreign = { ...company, line: "EDUCATION" } as const;
  const hour = 3_600_000;
  async function readBefore(ageMs: number, code: string) {
    const other = await newMerchant();
    await chooseKind({ actor: other, input: { kind: foreign, confirmed: false } });
    const set = await findRequirementSet(opened.db, other.applicationId);
    const [first, ...rest] = set?.requirements ?? [];
    if (!set || !first) throw new Error("no requirements");
    const gone = { ...first, place: "business" as const, category: "DOCUMENT" as const, code };
    const fetchedAt = new Date(Date.now() - ageMs);
    await upsertRequirementSet(opened.db, other.applicationId, { ...set, requirements: [gone, ...rest], fetchedAt });
    return fetchedAt;
  }
  it("goes by what another merchant of the kind was last asked for, and reads it again as soon as it is old", async () => {
    await readBefore(8 * 24 * hour, "TOO_OLD");
    await unreachable("requirements", 503);
    const choosing = () => chooseKind({ actor, input: { kind: foreign, confirmed: false } });
    await expect(choosing()).rejects.toMatchObject({ key: "dokuUnreachable" });

    await fetch(`${sandbox.url}/control/faults`, { method: "DELETE" });
    await forgetPauses();
    await readBefore(30 * hour, "OLDER");
    const fetchedAt = await readBefore(20 * hour, "NEWEST");
    await unreachable("requirements", 503);
    expect(await choosing()).toEqual({ outcome: "chosen" });
    expect(await keysOf()).toContain("business.DOCUMENT.NEWEST");
    expect(await setOf()).toMatchObject({ fetchedAt, previous: null });
    expect(await findApplicationUnscoped(opened.db, actor.applicationId)).toMatchObject(foreign);
    // Once more, when the breaker is open and nobody is asked at all.
    expect(await choosing()).toEqual({ outcome: "chosen" });
    expect(await choosing()).toEqual({ outcome: "chosen" });

    await fetch(`${sandbox.url}/control/faults`, { method: "DELETE" });
    await endPauses();
    await refreshRequirements(actor.applicationId);
    expect(await keysOf()).not.toContain("business.DOCUMENT.NEWEST");
    expect((await setOf())?.previous?.map(requirementKey)).toContain("business.DOCUMENT.NEWEST");
    const readAt = (await setOf())?.fetchedAt;
    await acknowledgeRequirements({ actor });
    expect(await setOf()).toMatchObject({ previous: null, fetchedAt: readAt });
  });
  it("leaves a merchant's own list in force however old it is, and believes DOKU when it refuses the kind", async () => {
    const own = { ...company, line: "MINING" } as const;
    const choosing = () => chooseKind({ actor, input: { kind: own, confirmed: false } });
    await choosing();
    const set = await setOf();
    if (!set) throw new Error("no requirements");
    const fetchedAt = new Date(Date.now() - 30 * 24 * hour);
    await upsertRequirementSet(opened.db, actor.applicationId, { ...set, fetchedAt });
    await unreachable("requirements", 503);
    expect(await choosing()).toEqual({ outcome: "chosen" });
    expect(await setOf()).toMatchObject({ fetchedAt });
    await fetch(`${sandbox.url}/control/faults`, { method: "DELETE" });
    await forgetPauses();
    await unreachable("requirements", 400);
    await expect(choosing()).rejects.toMatchObject({ key: "dokuUnreachable" });
  });
});

describe("requirements that change at DOKU", () => {
  /** As if the list had been read long ago, when DOKU asked for other things. */
  async function readLongAgo() {
    await chooseKind({ actor, input: { kind: personal, confirmed: false } });
    const set = await setOf();
    if (!set) throw new Error("no requirements");
    const [first, ...rest] = set.requirements;
    if (!first) throw new Error("no requirements");
    const gone = { ...first, place: "business" as const, category: "DOCUMENT" as const, code: "OLD_LICENCE" };
    await upsertRequirementSet(opened.db, actor.applicationId, { ...set, requirements: [gone, ...rest] });
    const id = actor.applicationId;
    await opened.db.execute(
      sql`update requirement_sets set fetched_at = now() - interval '7 hours' where application_id = ${id}`,
    );
    return { first: requirementKey(first) };
  }
  it("are read again after six hours, with what they were before", async () => {
    const { first } = await readLongAgo();
    await refreshRequirements(actor.applicationId);
    const set = await setOf();
    expect(set?.changedAt).toBeInstanceOf(Date);
    expect(set?.previous?.map(requirementKey)).toContain("business.DOCUMENT.OLD_LICENCE");
    expect(set?.requirements.map(requirementKey)).toContain(first);
    expect(set?.requirements.map(requirementKey)).not.toContain("business.DOCUMENT.OLD_LICENCE");
    await acknowledgeRequirements({ actor });
    expect(await setOf()).toMatchObject({ previous: null, changedAt: null });
  });
  it("show when the same kind is chosen again, and not when another one is", async () => {
    await readLongAgo();
    await chooseKind({ actor, input: { kind: personal, confirmed: false } });
    const set = await setOf();
    expect(set?.changedAt).toBeInstanceOf(Date);
    expect(set?.previous?.map(requirementKey)).toContain("business.DOCUMENT.OLD_LICENCE");
    expect(set?.requirements.map(requirementKey)).not.toContain("business.DOCUMENT.OLD_LICENCE");
    // Not seen yet, so choosing once more keeps it.
    await chooseKind({ actor, input: { kind: personal, confirmed: false } });
    expect(await setOf()).toMatchObject({ previous: set?.previous, changedAt: set?.changedAt });
    await chooseKind({ actor, input: { kind: company, confirmed: false } });
    expect(await setOf()).toMatchObject({ previous: null, changedAt: null });
  });
  it("are left alone while they are fresh", async () => {
    await chooseKind({ actor, input: { kind: personal, confirmed: false } });
    const before = await setOf();
    await refreshRequirements(actor.applicationId);
    expect(await setOf()).toEqual(before);
  });
  it("never fail the page that is about to be shown", async () => {
    await readLongAgo();
    await unreachable("requirements");
    await expect(refreshRequirementsSoon(actor.applicationId)).resolves.toBeUndefined();
    expect((await setOf())?.previous).toBeNull();
  });
});

describe("calls that a merchant causes at a form", () => {
  const logged = async (applicationId: string, endpoint: string, tries: number, at: Date) => {
    const call = { endpoint, method: "GET", path: "/", outcome: "ok", durationMs: 1, applicationId, at };
    for (let one = 0; one < tries; one += 1) await insertDokuCall(opened.db, call);
  };
  const find = (by: MerchantActor) => findAreas({ actor: by, input: { keyword: "Kali Baru" } });
  const choose = (by: MerchantActor) => chooseKind({ actor: by, input: { kind: personal, confirmed: false } });

  it("are few within a minute for one merchant, whichever process made them, and free for the others", async () => {
    const { applicationId } = actor;
    await logged(applicationId, "search-address", 60, new Date(Date.now() - 61_000));
    await logged(applicationId, "search-address", 59, new Date());
    expect((await find(actor)).isOffline).toBe(false);
    expect((await find(actor)).isOffline).toBe(true);
    await choose(actor);
    await logged(applicationId, "check-requirements", 29, new Date());
    await expect(choose(actor)).rejects.toMatchObject({ key: "askedTooOften" });
    expect((await listDrafts(opened.db, applicationId))[0]).toMatchObject({ part: "kind", values: personal });
    expect((await find(await newMerchant())).isOffline).toBe(false);
  });
  it("are three at once at most", async () => {
    const tries = await Promise.all(Array.from({ length: 10 }, () => find(actor)));
    expect(tries.filter(({ isOffline }) => !isOffline)).toHaveLength(3);
    expect((await find(actor)).isOffline).toBe(false);
  });
});

describe("areas", () => {
  it("are found in DOKU's own spelling", async () => {
    const found = await findAreas({ actor, input: { keyword: "Kali Baru" } });
    expect(found.isOffline).toBe(false);
    expect(found.areas).toContain("17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat");
    expect(await findAreas({ actor, input: { keyword: " ka " } })).toEqual({ areas: [], isOffline: false });
  });
  it("come from the offline list when DOKU cannot be asked, and when it knows none", async () => {
    const unknown = await findAreas({ actor, input: { keyword: "Bandar Alam" } });
    expect(unknown).toEqual({
      isOffline: true,
      areas: expect.arrayContaining([expect.stringMatching(/^Bandar Alam Baru - /)]),
    });
    await unreachable("address");
    const found = await findAreas({ actor, input: { keyword: "Kali Baru" } });
    expect(found.isOffline).toBe(true);
    expect(found.areas[0]).toMatch(/^Kalibaru - /);
  });
});
