import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { updateApplication } from "@/db/queries/applications";
import { listAttempts } from "@/db/queries/attempts";
import { findEntity, upsertEntity } from "@/db/queries/kyb";
import { insertPerson } from "@/db/queries/users";
import { emailIndex } from "../crypto/tokens";
import type { CallbackType, EntityState } from "../domain/sections";
import { changeApplication } from "../live/change-application";
import { street, type } from "../onboarding/correction-cases.fixture";
import { kybStage, type Merchant, refuse } from "../testing/kyb-stage";
import { sendStatusMail } from "./send-status-mail";
import { settle } from "./settle";
import { tellClocks } from "./tell-clocks";

const stage = kybStage();
const hourMs = 3_600_000;

const mailsOf = ({ applicationId }: Merchant) =>
  stage.rows<{ id: string; kind: string; receiver_id: string; facts: { types?: string[] } }>(
    "select id, kind, receiver_id, facts from mails where application_id = $1 order by created_at, kind",
    [applicationId],
  );
const kindsOf = async (merchant: Merchant) => (await mailsOf(merchant)).map(({ kind }) => kind);

/** Everything that is kept beside the entities, but for the time of the next reading. */
async function keptOf(merchant: Merchant) {
  const {
    nextReadAt: _read,
    updatedAt: _at,
    revision: _revision,
    caseVersion: _case,
    ...application
  } = await stage.application(merchant);
  const attempts = await listAttempts(stage.db(), merchant.applicationId);
  return { application, attempts, mails: await mailsOf(merchant), entities: await stage.entities(merchant) };
}

async function addStaff(disabled = false): Promise<string> {
  const email = `${randomUUID()}@staff.test`;
  const id = await insertPerson(stage.db(), { role: "staff", email, emailIndex: emailIndex(email), name: "Petugas" });
  if (disabled) await stage.rows("update users set disabled_at = now() where id = $1", [id]);
  return id;
}

let staff: string[];
beforeAll(async () => {
  staff = [await addStaff(), await addStaff()].sort();
  await addStaff(true);
});

it("changes nothing when nothing changed", async () => {
  const merchant = await stage.registered("Toko Mapan");
  const again = () => changeApplication(merchant.applicationId, (tx) => settle(tx, merchant.applicationId));
  for (const step of [
    () => stage.decide(merchant, refuse("BUSINESS_ADDRESS")),
    async () => {
      await type(merchant, "address", street);
      await stage.sendCorrected(merchant);
    },
    () => stage.approveAll(merchant),
  ]) {
    await step();
    const kept = await keptOf(merchant);
    await again();
    await again();
    expect(await keptOf(merchant)).toEqual(kept);
  }
});

it.each(["Uji Ganda", "Uji Acak", "Uji Tanpa Waktu"])("mails once a transition: %s", async (magic) => {
  const merchant = await stage.registered(`Toko ${magic}`);
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"), refuse("BUSINESS_ADDRESS"));
  await stage.read(merchant);
  expect(await kindsOf(merchant)).toEqual(["submitted", "rejected"]);
  await type(merchant, "address", street);
  await stage.sendCorrected(merchant);
  await stage.approveAll(merchant);
  await stage.read(merchant);
  await stage.read(merchant);
  const kinds = await kindsOf(merchant);
  expect(kinds.filter((kind) => kind === "live")).toHaveLength(1);
  expect(kinds.filter((kind) => kind === "rejected")).toHaveLength(1);
  expect(kinds.filter((kind) => kind === "approved").length).toBeLessThanOrEqual(1);
});

it("tells the merchant each step, by a real mail, and a second refusal of the same section too", async () => {
  const merchant = await stage.registered("Toko Bersurat");
  const verdicts: CallbackType[] = ["BUSINESS", "BUSINESS_CONTACT", "BUSINESS_BANK", "BRAND", "BRAND_PHOTO_PROOF"];
  await stage.decide(merchant, ...verdicts.map((of) => ({ type: of, status: "ACTIVE" }) as const));
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  await type(merchant, "address", street);
  await stage.sendCorrected(merchant);
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  await type(merchant, "address", { street: "Jalan Melati 1 RT 02 RW 03" });
  await stage.sendCorrected(merchant);
  await stage.decide(merchant, { type: "BUSINESS_ADDRESS", status: "ACTIVE" });
  expect(await stage.application(merchant)).toMatchObject({ overall: "approved" });
  await stage.approveAll(merchant);
  await stage.control(`/businesses/${merchant.businessId}/suspend`, "POST", {});
  await stage.callbacksArrived(merchant);
  const kinds = ["submitted", "rejected", "rejected", "approved", "live", "suspended"];
  expect(await kindsOf(merchant)).toEqual(kinds);

  const mails = await mailsOf(merchant);
  expect(new Set(mails.map((mail) => mail.receiver_id))).toEqual(new Set([merchant.actor.userId]));
  for (const { id } of [...mails, ...mails]) await sendStatusMail({ mailId: id });
  const [owner] = await stage.rows<{ state: string }>("select state from mails where kind = 'suspended'");
  expect(owner?.state).toBe("sent");
  const box = await stage.control<{ mails: { text: string }[] }>("/mails");
  // What is no longer so when the mail leaves is not sent: the receipt and the suspension are left.
  const own = box.mails.filter(({ text }) => text.includes("Toko Bersurat"));
  expect(own).toHaveLength(2);
});

it("tells of a second suspension on another day, and of what goes back and forth within one day once", async () => {
  const merchant = await stage.registered("Toko Dibekukan Lagi");
  const { applicationId } = merchant;
  await stage.approveAll(merchant);
  const { entityId } = await stage.entity(merchant, "BRAND");
  const brandBecomes = (state: EntityState, now: Date) =>
    changeApplication(applicationId, async (tx) => {
      const before = await findEntity(tx, applicationId, "BRAND", entityId);
      if (before) await upsertEntity(tx, applicationId, { ...before, state }, before, now);
      await settle(tx, applicationId, now);
    });
  const suspensions = async () => (await kindsOf(merchant)).filter((kind) => kind === "suspended").length;
  const [day, later] = [new Date("2040-03-01T05:00:00Z"), new Date("2040-04-01T05:00:00Z")];
  for (const state of ["suspended", "approved", "suspended", "approved"] as const) await brandBecomes(state, day);
  expect(await suspensions()).toBe(1);
  await brandBecomes("suspended", later);
  expect(await suspensions()).toBe(2);
});

it("says once that DOKU opened the business, and afterwards that money is paid out", async () => {
  const merchant = await stage.registered("Toko Dibuka Dulu");
  await stage.decide(merchant, { type: "BRAND.OPERATIONAL_STATUS", status: "ACTIVE" });
  expect(await stage.application(merchant)).toMatchObject({ overall: "settlement_held" });
  expect(await kindsOf(merchant)).toEqual(["submitted", "live"]);
  await stage.approveAll(merchant);
  expect(await kindsOf(merchant)).toEqual(["submitted", "live", "paid_out"]);
});

it("mails a refusal after all that was taken back before its mail left", async () => {
  const merchant = await stage.registered("Toko Bolak-balik");
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  const { entityId } = await stage.entity(merchant, "BUSINESS_ADDRESS");
  const becomes = (state: EntityState) =>
    changeApplication(merchant.applicationId, async (tx) => {
      const before = await findEntity(tx, merchant.applicationId, "BUSINESS_ADDRESS", entityId);
      if (before) await upsertEntity(tx, merchant.applicationId, { ...before, state }, before);
      await settle(tx, merchant.applicationId);
    });
  const refusal = async () => (await mailsOf(merchant)).filter(({ kind }) => kind === "rejected");
  await becomes("in_review");
  for (const { id } of await refusal()) await sendStatusMail({ mailId: id });
  const state = async () =>
    (await stage.rows<{ state: string }>("select state from mails where kind = 'rejected'")).length;
  const before = await state();
  await becomes("rejected");
  const [mail] = await refusal();
  const [row] = await stage.rows<{ state: string }>(`select state from mails where id = '${mail?.id}'`);
  expect([row?.state, await state()]).toEqual(["queued", before]);
});

it("brings a snoozed merchant back when its clock is due soon and when it is over, whatever fails for another", async () => {
  const { applicationId: broken } = await stage.registered("Toko Macet");
  const merchant = await stage.registered("Toko Tidur");
  const { applicationId: sleeper } = merchant;
  const until = new Date(Date.now() + 1_000 * hourMs);
  const sleep = () => changeApplication(sleeper, (tx) => updateApplication(tx, sleeper, { snoozedUntil: until }));
  const awake = async () => {
    const { snoozedUntil, needsAt } = await stage.application(merchant);
    return [snoozedUntil, needsAt].map((at) => at?.getTime() ?? null);
  };
  const { submittedAt, dueSoonAt } = await stage.application(merchant);
  const lookAt = (hours: number) => tellClocks(new Date((submittedAt?.getTime() ?? 0) + hours * hourMs));
  await stage.rows(`alter table mails add constraint no_mail check (application_id <> '${broken}') not valid`);
  for (const hours of [36, 48]) {
    await sleep();
    expect(await awake()).toEqual([until.getTime(), until.getTime()]);
    await lookAt(hours - 1);
    expect(await awake()).toEqual([until.getTime(), until.getTime()]);
    await lookAt(hours);
    expect(await awake()).toEqual([null, dueSoonAt?.getTime()]);
  }
  await sleep();
  await lookAt(49);
  expect(await awake()).toEqual([until.getTime(), until.getTime()]);
  await stage.rows("alter table mails drop constraint no_mail");
});

it("tells every member of staff once that DOKU's time runs out, once that it is over, and anew of a new clock", async () => {
  const merchant = await stage.registered("Toko Menunggu");
  const told = async () => {
    const clocks = (await mailsOf(merchant)).filter(({ kind }) => kind.startsWith("clock"));
    return clocks.map(({ kind, receiver_id, facts }) => [kind, receiver_id, facts.types?.length]).sort();
  };
  const sentAt = (await stage.application(merchant)).submittedAt?.getTime() ?? 0;
  const lookAt = (hours: number, extraMs = 0) => tellClocks(new Date(sentAt + hours * hourMs + extraMs));
  const verdicts = 6;
  await lookAt(36, -1_000);
  expect(await told()).toEqual([]);
  await Promise.all([lookAt(36), lookAt(36)]);
  await lookAt(40);
  const soon = staff.map((id) => ["clock_due_soon", id, verdicts]);
  expect(await told()).toEqual(soon);
  await lookAt(48);
  await lookAt(60);
  const overdue = staff.map((id) => ["clock_overdue", id, verdicts]);
  expect(await told()).toEqual([...soon, ...overdue]);

  // The verdicts are in, one of them a refusal; left are the payment methods with their 120 hours.
  for (const { type: of } of await stage.entities(merchant)) {
    if (of === "BRAND_PRODUCT" || of === "BRAND.OPERATIONAL_STATUS" || of === "BUSINESS_ADDRESS") continue;
    await stage.decide(merchant, { type: of, status: "ACTIVE" });
  }
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  expect((await stage.application(merchant)).dueAt?.getTime()).toBe(sentAt + 120 * hourMs);
  await lookAt(89);
  expect(await told()).toEqual([...soon, ...overdue]);
  await lookAt(90);
  const products = staff.map((id) => ["clock_due_soon", id, 1]);
  expect(await told()).toEqual([...soon, ...products, ...overdue].sort());

  // A correction has a clock of its own, and nobody is told of one that has stopped.
  // The days above were only told to the sweep; the correction is sent on the day of the registration.
  await stage.rows(`update applications set clock_told_at = null where id = '${merchant.applicationId}'`);
  await type(merchant, "address", street);
  await stage.sendCorrected(merchant);
  const { dueAt } = await stage.application(merchant);
  expect(dueAt?.getTime()).toBeGreaterThan(sentAt + 48 * hourMs);
  await tellClocks(new Date((dueAt?.getTime() ?? 0) - hourMs));
  expect(await told()).toHaveLength(4 * staff.length);
  await stage.approveAll(merchant);
  expect(await stage.application(merchant)).toMatchObject({ overall: "live", dueAt: null, dueSoonAt: null });
  await lookAt(1_000);
  expect(await told()).toHaveLength(4 * staff.length);
});
