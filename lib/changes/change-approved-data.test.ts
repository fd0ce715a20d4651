import { expect, it } from "vitest";
import { listAttempts } from "@/db/queries/attempts";
import { listChanges } from "@/db/queries/changes";
import type { StaffActor } from "../domain/actor";
import type { ChangeableType } from "../domain/changes";
import { cover, ktp, photos, street, type } from "../onboarding/correction-cases.fixture";
import { attachPhoto } from "../onboarding/ready-application.fixture";
import { bodyOf, kybStage, type Merchant, refuse } from "../testing/kyb-stage";
import { pressSend } from "../testing/press-send";
import { sendNow as sendApplication } from "../testing/send-now";
import { askChange, withdrawChange } from "./ask-change";
import { decideChange } from "./decide-change";

const stage = kybStage();
const staff = ({ actor }: Merchant): StaffActor => ({ kind: "staff", userId: actor.userId });

const ask = ({ actor }: Merchant, of: ChangeableType) =>
  askChange({ actor, input: { type: of, reason: "Rekening lama ditutup" } });
const decide = (merchant: Merchant, changeId: string, decision: "approve" | "decline", answer = "") =>
  decideChange({ actor: staff(merchant), input: { changeId, decision, answer } });
const withdraw = ({ actor }: Merchant, changeId: string) => withdrawChange({ actor, input: { changeId } });
const changes = async ({ applicationId }: Merchant) =>
  (await listChanges(stage.db(), applicationId)).map(({ type: of, state }) => `${of} ${state}`);
const mails = ({ applicationId }: Merchant) =>
  stage.rows<{ kind: string }>(
    "select kind from mails where application_id = $1 and kind like 'change%' order by created_at",
    [applicationId],
  );
const newAccount = { bankId: "008", accountNumber: "9876543210" };
const locked = { code: "conflict", key: "sectionLocked" };

async function live(name: string): Promise<Merchant> {
  const merchant = await stage.registered(name);
  await stage.approveAll(merchant);
  expect(await stage.application(merchant)).toMatchObject({ overall: "live" });
  return merchant;
}

it("opens an approved section by the staff's leave, holds the settlement while DOKU looks, and is live again after it", async () => {
  const merchant = await live("Toko Ganti Rekening");
  await expect(type(merchant, "bank", newAccount)).rejects.toMatchObject(locked);
  const { changeId } = await ask(merchant, "BUSINESS_BANK");
  await expect(type(merchant, "bank", newAccount)).rejects.toMatchObject(locked);
  await decide(merchant, changeId, "approve");
  expect(await changes(merchant)).toEqual(["BUSINESS_BANK approved"]);
  // Open, but nothing has happened at DOKU: money is paid out as before.
  expect(await stage.application(merchant)).toMatchObject({ overall: "live", dueAt: null });
  await expect(pressSend(merchant.actor)).rejects.toMatchObject({ key: "nothingChanged" });
  await expect(type(merchant, "address", street)).rejects.toMatchObject(locked);
  await expect(attachPhoto(merchant.actor, photos)).rejects.toMatchObject(locked);

  await type(merchant, "bank", newAccount);
  await attachPhoto(merchant.actor, cover, "#336699");
  const submission = await stage.sendCorrected(merchant);
  expect(submission).toMatchObject({ stage: "done", target: { cause: "change", changeIds: [changeId] } });
  expect(Object.keys(bodyOf(submission).business)).toEqual(["id", "bank_account"]);
  expect(await changes(merchant)).toEqual(["BUSINESS_BANK sent"]);
  const attempts = (await listAttempts(stage.db(), merchant.applicationId)).filter((one) => one.attempt > 1);
  expect(attempts).toMatchObject([{ type: "BUSINESS_BANK", attempt: 2, cause: "change", state: "in_review" }]);
  const held = await stage.application(merchant);
  expect(held).toMatchObject({ overall: "settlement_held" });
  expect(held.dueAt?.getTime()).toBe((attempts[0]?.sentAt.getTime() ?? 0) + 48 * 3_600_000);
  await expect(type(merchant, "bank", newAccount)).rejects.toMatchObject(locked);
  await expect(ask(merchant, "BUSINESS_BANK")).rejects.toMatchObject({ key: "changeNotApproved" });

  await stage.decide(merchant, { type: "BUSINESS_BANK", status: "ACTIVE" });
  expect(await stage.application(merchant)).toMatchObject({ overall: "live", dueAt: null });
  await expect(type(merchant, "bank", newAccount)).rejects.toMatchObject(locked);
  expect(await mails(merchant)).toEqual([{ kind: "change_approved" }]);
});

it("is corrected like any other refusal when DOKU refuses the change", async () => {
  const merchant = await live("Toko Ganti Alamat");
  const { changeId } = await ask(merchant, "BUSINESS_ADDRESS");
  await decide(merchant, changeId, "approve", "Silakan");
  await type(merchant, "address", street);
  await stage.sendCorrected(merchant);
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  expect(await stage.application(merchant)).toMatchObject({ overall: "needs_correction" });
  await type(merchant, "address", { street: "Jalan Melati 2" });
  expect(await stage.sendCorrected(merchant)).toMatchObject({ target: { cause: "correction", changeIds: [] } });
  const causes = (await listAttempts(stage.db(), merchant.applicationId))
    .filter((one) => one.type === "BUSINESS_ADDRESS")
    .map(({ cause }) => cause);
  expect(causes).toEqual(["registration", "change", "correction"]);
});

it("is declined with words, which the merchant is told, and may be asked again", async () => {
  const merchant = await live("Toko Ditolak Staf");
  const { changeId } = await ask(merchant, "BUSINESS_CONTACT");
  await decide(merchant, changeId, "decline", "Lampirkan surat kuasa lebih dulu");
  expect(await listChanges(stage.db(), merchant.applicationId)).toMatchObject([
    { state: "declined", answer: "Lampirkan surat kuasa lebih dulu", decidedBy: merchant.actor.userId },
  ]);
  await expect(attachPhoto(merchant.actor, ktp)).rejects.toMatchObject(locked);
  await ask(merchant, "BUSINESS_CONTACT");
  expect(await mails(merchant)).toEqual([{ kind: "change_declined" }]);
  // DOKU's words and the merchant's stay sealed.
  const raw = await stage.rows("select reason, answer from change_requests");
  expect(JSON.stringify(raw)).not.toMatch(/Rekening lama|surat kuasa/);
});

it("is locked again once the merchant takes it back, asked or granted", async () => {
  const merchant = await live("Toko Berubah Pikiran");
  const asked = await ask(merchant, "BUSINESS_BANK");
  await withdraw(merchant, asked.changeId);
  await expect(decide(merchant, asked.changeId, "approve")).rejects.toMatchObject({ key: "changeDecided" });
  const granted = await ask(merchant, "BUSINESS_BANK");
  await decide(merchant, granted.changeId, "approve");
  await type(merchant, "bank", newAccount);
  await withdraw(merchant, granted.changeId);
  await expect(type(merchant, "bank", newAccount)).rejects.toMatchObject(locked);
  await expect(pressSend(merchant.actor)).rejects.toMatchObject(locked);
  await expect(withdraw(merchant, granted.changeId)).rejects.toMatchObject({ key: "changeDecided" });
  expect(await changes(merchant)).toEqual(["BUSINESS_BANK withdrawn", "BUSINESS_BANK withdrawn"]);
});

it("can't be taken back while it is on its way to DOKU", async () => {
  const merchant = await live("Toko Terlambat Mundur");
  const { changeId } = await ask(merchant, "BUSINESS_BANK");
  await decide(merchant, changeId, "approve");
  await type(merchant, "bank", newAccount);
  const press = await pressSend(merchant.actor);
  await expect(withdraw(merchant, changeId)).rejects.toMatchObject({ key: "correctionOnItsWay" });
  await sendApplication(press);
  expect(await changes(merchant)).toEqual(["BUSINESS_BANK sent"]);
});

it("is asked of approved data alone, once a section, by its own merchant", async () => {
  const merchant = await stage.registered("Toko Bertanya");
  await expect(ask(merchant, "BUSINESS_BANK")).rejects.toMatchObject({ code: "conflict", key: "changeNotApproved" });
  await stage.approveAll(merchant);
  const asks = await Promise.allSettled([ask(merchant, "BUSINESS_BANK"), ask(merchant, "BUSINESS_BANK")]);
  expect(asks.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(ask(merchant, "BUSINESS_BANK")).rejects.toMatchObject({ key: "changeAsked" });
  await ask(merchant, "BUSINESS_ADDRESS");
  const stranger = { ...merchant, actor: { ...merchant.actor, userId: "00000000-0000-4000-8000-000000000000" } };
  await expect(ask(stranger, "BUSINESS_CONTACT")).rejects.toMatchObject({ code: "not_found" });
  const [change] = await listChanges(stage.db(), merchant.applicationId);
  await expect(withdraw(stranger, change?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
  await stage.decide(merchant, refuse("BUSINESS_CONTACT"));
  await expect(ask(merchant, "BUSINESS_CONTACT")).rejects.toMatchObject({ key: "changeNotApproved" });
  await stage.control(`/businesses/${merchant.businessId}/suspend`, "POST", {});
  await stage.callbacksArrived(merchant);
  await expect(ask(merchant, "BUSINESS_CONTACT")).rejects.toMatchObject({ key: "suspended" });
});

it("is decided by the first of two members of staff, and mailed once", async () => {
  const merchant = await live("Toko Dua Petugas");
  const { changeId } = await ask(merchant, "BUSINESS_BANK");
  const decisions = await Promise.allSettled([
    decide(merchant, changeId, "approve"),
    decide(merchant, changeId, "decline", "Belum perlu"),
  ]);
  expect(decisions.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await mails(merchant)).toHaveLength(1);
  const nothing = decide(merchant, "00000000-0000-4000-8000-000000000000", "approve");
  await expect(nothing).rejects.toMatchObject({ code: "not_found" });
});

it("goes out together with a refused section, and each is what it is", async () => {
  const merchant = await live("Toko Keduanya");
  const { changeId } = await ask(merchant, "BUSINESS_BANK");
  await decide(merchant, changeId, "approve");
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  await type(merchant, "bank", newAccount);
  await type(merchant, "address", street);
  const submission = await stage.sendCorrected(merchant);
  expect(Object.keys(bodyOf(submission).business)).toEqual(["id", "addresses", "bank_account"]);
  expect(await changes(merchant)).toEqual(["BUSINESS_BANK sent"]);
  const states = async () =>
    [await stage.entity(merchant, "BUSINESS_BANK"), await stage.entity(merchant, "BUSINESS_ADDRESS")].map(
      ({ state, attempt }) => [state, attempt],
    );
  expect(await states()).toEqual([
    ["in_review", 2],
    ["in_review", 2],
  ]);
  const causes = (await listAttempts(stage.db(), merchant.applicationId))
    .filter(({ attempt }) => attempt === 2)
    .map(({ type: of, cause }) => [of, cause]);
  expect(new Map(causes as [string, string][])).toEqual(
    new Map([
      ["BUSINESS_ADDRESS", "correction"],
      ["BUSINESS_BANK", "change"],
    ]),
  );
});

it("leaves the 120 hours of payment methods alone, which a refused section's correction starts anew", async () => {
  const merchant = await stage.registered("Toko Menunggu Metode");
  const attempts = async () =>
    (await listAttempts(stage.db(), merchant.applicationId)).filter((one) => one.type === "BRAND_PRODUCT");
  await stage.decide(merchant, { type: "BUSINESS_BANK", status: "ACTIVE" });
  const { changeId } = await ask(merchant, "BUSINESS_BANK");
  await decide(merchant, changeId, "approve");
  await type(merchant, "bank", newAccount);
  expect(await stage.sendCorrected(merchant)).toMatchObject({ target: { cause: "change" } });
  expect(await attempts()).toMatchObject([{ attempt: 1, cause: "registration" }]);

  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  await type(merchant, "address", street);
  const { id } = await stage.sendCorrected(merchant);
  const [, second, ...more] = await attempts();
  expect(second).toMatchObject({ attempt: 2, cause: "correction", submissionId: id, state: "in_review" });
  expect(more).toEqual([]);

  // Once the verdicts are in, theirs is the clock that is left.
  const verdicts = new Set((await stage.entities(merchant)).map((entity) => entity.type));
  verdicts.delete("BRAND_PRODUCT");
  verdicts.delete("BRAND.OPERATIONAL_STATUS");
  await stage.decide(merchant, ...[...verdicts].map((of) => ({ type: of, status: "ACTIVE" }) as const));
  expect((await stage.application(merchant)).dueAt?.getTime()).toBe((second?.sentAt.getTime() ?? 0) + 120 * 3_600_000);
});
