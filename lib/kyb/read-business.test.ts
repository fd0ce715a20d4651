import { expect, it } from "vitest";
import { updateApplication } from "@/db/queries/applications";
import { listDrifts } from "@/db/queries/drifts";
import { claimDueReads } from "@/db/queries/schedule";
import { askAboutMany } from "../desk/act-on-many";
import { dokuClient } from "../doku-account";
import { changeApplication } from "../live/change-application";
import { kybStage, type Merchant, refuse } from "../testing/kyb-stage";
import { forgetPauses } from "../testing/send-now";
import { addStaff } from "../testing/staff";
import { askDoku } from "./ask-doku";
import { enqueueDueReads } from "./due-reads";
import { takeOver } from "./take-over";

const stage = kybStage();
const minuteMs = 60_000;

const drifts = ({ applicationId }: Merchant) => listDrifts(stage.db(), applicationId, 50);
/** Readings in the queue, by whose, taken out so that the next look starts anew. */
async function takeReads(reason: string): Promise<string[]> {
  const jobs = await stage.rows<{ id: string }>(
    "delete from pgboss.job where name = 'read-business' and data->>'reason' = $1 returning data->>'applicationId' as id",
    [reason],
  );
  return jobs.map(({ id }) => id);
}
const due = (merchant: Merchant, nextReadAt: Date) =>
  updateApplication(stage.db(), merchant.applicationId, { nextReadAt });
const statesAt = async (merchant: Merchant) =>
  Object.fromEntries((await stage.entities(merchant)).map(({ type, state }) => [type, state]));

it("is right one reading later when every callback was lost, and notes each difference once with both values", async () => {
  const merchant = await stage.registered("Toko Uji Hilang");
  const known = await stage.entities(merchant);
  await stage.approveAll(merchant);
  await stage.decide(merchant, refuse("BUSINESS_BANK"));
  expect(new Set(Object.values(await statesAt(merchant)))).toEqual(new Set(["in_review"]));
  const before = await stage.application(merchant);
  expect(before).toMatchObject({ overall: "in_review" });

  await stage.read(merchant);
  const states = await statesAt(merchant);
  expect(states.BUSINESS_BANK).toBe("rejected");
  expect(Object.entries(states).filter(([type, state]) => type !== "BUSINESS_BANK" && state !== "approved")).toEqual(
    [],
  );
  expect((await stage.entity(merchant, "BUSINESS_BANK")).notes).toMatchObject([{ message: "Tidak sesuai" }]);
  const after = await stage.application(merchant);
  expect(after).toMatchObject({ overall: "needs_correction", readFailures: 0 });
  expect(after.confirmedAt?.getTime()).toBeGreaterThan(before.confirmedAt?.getTime() ?? 0);
  const found = await drifts(merchant);
  expect(found).toHaveLength(known.length);
  expect(found.filter(({ type }) => type === "BUSINESS_BANK")).toMatchObject([
    { ours: "in_review", dokus: "rejected", callbackAt: null },
  ]);
  await stage.read(merchant);
  expect(await drifts(merchant)).toEqual(found);
});

it("notes a difference once when two processes read at the same time", async () => {
  const merchant = await stage.registered("Toko Uji Hilang Dua Pembaca");
  await stage.decide(merchant, { type: "BUSINESS_ADDRESS", status: "ACTIVE" });
  await Promise.all([stage.read(merchant), stage.read(merchant)]);
  expect(await drifts(merchant)).toMatchObject([{ type: "BUSINESS_ADDRESS", ours: "in_review", dokus: "approved" }]);
});

it("leaves what changed while it was reading alone, and reads again", async () => {
  const merchant = await stage.registered("Toko Sedang Dibaca");
  const { applicationId, businessId } = merchant;
  const startedAt = new Date();
  const { brandId } = await stage.atDoku(merchant);
  const kind = { businessType: "PERSONAL", legalEntity: "PERSEORANGAN", line: "RETAIL", nationality: "ID" } as const;
  const reading = await (await dokuClient(applicationId)).getBusiness({ businessId, brandId }, kind);
  await stage.decide(merchant, { type: "BUSINESS_ADDRESS", status: "ACTIVE" });
  await changeApplication(applicationId, (tx) => takeOver(tx, applicationId, reading, startedAt));
  expect(await stage.entity(merchant, "BUSINESS_ADDRESS")).toMatchObject({ state: "approved" });
  expect(await drifts(merchant)).toEqual([]);
  const soon = await stage.rows(
    "select 1 from pgboss.job where name = 'read-business' and data->>'applicationId' = $1 and start_after > created_on",
    [applicationId],
  );
  expect(soon).toHaveLength(1);
});

it("marks a difference when its callback comes after all, and lets it change nothing", async () => {
  const merchant = await stage.registered("Toko Uji Hilang Sebentar");
  const { businessId } = merchant;
  await stage.decide(merchant, { type: "BUSINESS_ADDRESS", status: "ACTIVE" }, refuse("BUSINESS_BANK"));
  const told = (await stage.atDoku(merchant)).entities.find(({ type }) => type === "BUSINESS_ADDRESS");
  await stage.read(merchant);
  const settled = await stage.entities(merchant);
  const late = { businessId, type: "BUSINESS_ADDRESS", status: "ACTIVE", updatedAt: told?.updatedAt };
  await stage.control("/callbacks", "POST", late);
  await stage.callbacksArrived(merchant);
  const marked = (await drifts(merchant)).map(({ type, callbackAt }) => [type, callbackAt instanceof Date]);
  expect(new Map(marked as [string, boolean][])).toEqual(
    new Map([
      ["BUSINESS_ADDRESS", true],
      ["BUSINESS_BANK", false],
    ]),
  );
  const strip = (list: typeof settled) => list.map(({ type, state, changedAt }) => ({ type, state, changedAt }));
  expect(strip(await stage.entities(merchant))).toEqual(strip(settled));
});

it("forgets what DOKU does not know, and tells entities apart from the first reading on", async () => {
  const merchant = await stage.registered("PT Pembacaan", { company: true });
  const refs = (await stage.entities(merchant)).flatMap(({ ref }) => ref ?? []);
  expect(refs).toEqual(expect.arrayContaining(["primary", "a1", "business.DOCUMENT.NIB"]));
  const { businessId } = merchant;
  await stage.control("/callbacks", "POST", {
    businessId,
    body: {
      type: "BUSINESS_BANK",
      business_id: businessId,
      entity_id: "EVT-1",
      status: "REJECTED",
      updated_at: new Date(Date.now() + minuteMs).toISOString(),
    },
  });
  await stage.callbacksArrived(merchant);
  expect(await stage.application(merchant)).toMatchObject({ overall: "needs_correction" });
  await stage.read(merchant);
  expect(await stage.application(merchant)).toMatchObject({ overall: "in_review" });
  expect(await drifts(merchant)).toMatchObject([{ entityId: "EVT-1", ours: "rejected", dokus: null }]);
});

it("reads less often while DOKU fails, says since when nothing is confirmed, and starts anew with the first success", async () => {
  const merchant = await stage.registered("Toko Pembacaan Gagal");
  const { confirmedAt } = await stage.application(merchant);
  await stage.fault("get", { kind: "status", status: 503, remaining: 50 });
  const waits: number[] = [];
  for (let failures = 1; failures <= 3; failures += 1) {
    // As if two hours had passed since the reading before.
    await due(merchant, new Date(Date.now() - 2 * 3_600_000));
    // Other calls went well, so DOKU as a whole is not left alone.
    await forgetPauses();
    const startedAt = Date.now();
    await stage.read(merchant);
    const after = await stage.application(merchant);
    expect(after).toMatchObject({ readFailures: failures, confirmedAt });
    waits.push((after.nextReadAt?.getTime() ?? 0) - startedAt);
  }
  expect(waits.every((wait) => wait >= 299_000 && wait <= 3_700_000)).toBe(true);
  await updateApplication(stage.db(), merchant.applicationId, { readFailures: 9 });
  await forgetPauses();
  await stage.read(merchant);
  const exhausted = await stage.application(merchant);
  expect((exhausted.nextReadAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(30 * minuteMs);
  await stage.control("/faults", "DELETE");
  await stage.read(merchant);
  const good = await stage.application(merchant);
  expect(good.readFailures).toBe(0);
  expect(good.confirmedAt?.getTime()).toBeGreaterThan(confirmedAt?.getTime() ?? 0);
  expect(good.nextReadAt?.getTime()).toBeGreaterThan(Date.now());
});

it("keeps a reading for when DOKU is asked again, all of them not at once, and does not count it as failed", async () => {
  const merchant = await stage.registered("Toko Menunggu DOKU");
  await stage.fault("get", { kind: "status", status: 503, remaining: 50 });
  for (let asked = 0; asked < 3; asked += 1) await stage.read(merchant);
  const { readFailures } = await stage.application(merchant);
  expect(readFailures).toBeLessThan(3);
  const calls = (await stage.calls("get")).length;
  await stage.read(merchant);
  const waiting = await stage.application(merchant);
  expect(waiting.readFailures).toBe(readFailures);
  expect(Math.abs((waiting.nextReadAt?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  expect((await stage.calls("get")).length).toBe(calls);
  await stage.control("/faults", "DELETE");
  await forgetPauses();
});

it("gives each due reading to one of two processes, and takes it again when it came to no end", async () => {
  const merchants = [];
  for (const name of ["Satu", "Dua", "Tiga"]) merchants.push(await stage.registered(`Toko Antre ${name}`));
  const now = new Date("2001-06-01T00:00:00Z");
  for (const merchant of merchants) await due(merchant, new Date(now.getTime() - minuteMs));
  const again = new Date(now.getTime() + 5 * minuteMs);
  const claims = await Promise.all([1, 2, 3].map(() => claimDueReads(stage.db(), now, again, 2)));
  expect(claims.every((claim) => claim.length <= 2)).toBe(true);
  expect(claims.flat().sort()).toEqual(merchants.map(({ applicationId }) => applicationId).sort());
  expect(await claimDueReads(stage.db(), now, again, 10)).toEqual([]);

  await takeReads("schedule");
  await enqueueDueReads(now);
  expect(await takeReads("schedule")).toEqual([]);
  await enqueueDueReads(again);
  await enqueueDueReads(again);
  expect((await takeReads("schedule")).sort()).toEqual(merchants.map(({ applicationId }) => applicationId).sort());
});

it("asks DOKU now, and once more a little later for whoever keeps pressing, and not before there is a business", async () => {
  const merchant = await stage.registered("Toko Tekan Terus");
  const { applicationId, actor } = merchant;
  await Promise.all([1, 2, 3, 4, 5].map(() => askDoku({ actor, input: { applicationId } })));
  const slots = await stage.rows<{ slot: string; later: boolean }>(
    "select singleton_on::text as slot, start_after > now() + interval '1 second' as later from pgboss.job where data->>'reason' = 'asked' order by 1",
  );
  // A slow machine may have pressed into the next ten seconds.
  expect([2, 3]).toContain(slots.length);
  expect(new Set(slots.map(({ slot }) => slot)).size).toBe(slots.length);
  expect(slots[0]?.later).toBe(false);
  expect(new Set(await takeReads("asked"))).toEqual(new Set([applicationId]));
  await updateApplication(stage.db(), applicationId, { dokuBusinessId: null });
  await expect(askDoku({ actor, input: { applicationId } })).rejects.toMatchObject({
    code: "conflict",
    key: "notAtDoku",
  });
  const nobody = askDoku({ actor, input: { applicationId: "00000000-0000-4000-8000-000000000000" } });
  await expect(nobody).rejects.toMatchObject({ code: "not_found" });
});

it("names in the merchant's trail who of the staff asked DOKU, and not what the merchant pressed", async () => {
  const merchant = await stage.registered("Toko Ditanyakan");
  const { applicationId } = merchant;
  const staff = await addStaff();
  await askDoku({ actor: merchant.actor, input: { applicationId } });
  await Promise.all([1, 2].map(() => askDoku({ actor: staff, input: { applicationId } })));
  await askAboutMany({ actor: staff, input: { applicationIds: [applicationId] } });
  const asked = await stage.rows(
    "select actor_kind, actor_id from audit_log where application_id = $1 and action = 'case.asked'",
    [applicationId],
  );
  expect(asked).toEqual([1, 2, 3].map(() => ({ actor_kind: "staff", actor_id: staff.userId })));
  await takeReads("asked");
  await updateApplication(stage.db(), applicationId, { dokuBusinessId: null });
  await expect(askDoku({ actor: staff, input: { applicationId } })).rejects.toMatchObject({ key: "notAtDoku" });
  const many = askAboutMany({ actor: staff, input: { applicationIds: [applicationId] } });
  await expect(many).rejects.toMatchObject({ code: "conflict", key: "many.notAtDoku" });
});
