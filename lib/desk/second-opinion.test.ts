import { expect, it } from "vitest";
import { listFiles } from "@/db/queries/files";
import { findAskedOpinion, findLatestOpinion } from "@/db/queries/second-opinions";
import { insertPerson } from "@/db/queries/users";
import { emailIndex } from "../crypto/tokens";
import type { CaseActor, StaffActor } from "../domain/actor";
import { planCorrection } from "../domain/correction-target";
import { completeSection } from "../onboarding/complete-section";
import { cover, street, type } from "../onboarding/correction-cases.fixture";
import { contentOf } from "../onboarding/correction-content";
import { readCorrection, readOpened } from "../onboarding/opened-sections";
import { attachPhoto } from "../onboarding/ready-application.fixture";
import { saveDraft } from "../onboarding/save-draft";
import { sendCorrection } from "../onboarding/send-correction";
import { bodyOf, kybStage, type Merchant, refuse } from "../testing/kyb-stage";
import { pressSend } from "../testing/press-send";
import { sendNow as sendApplication } from "../testing/send-now";
import { sessionOf } from "../testing/staff";
import { sendForMerchant } from "./correct-for-merchant";
import { decideSecond, withdrawSecond } from "./second-opinion";

const stage = kybStage();

let count = 0;
async function staff(): Promise<StaffActor> {
  count += 1;
  const email = `staf${count}@partner.test`;
  const userId = await insertPerson(stage.db(), { role: "staff", email, emailIndex: emailIndex(email), name: "Rani" });
  return { kind: "staff", userId };
}
const onBehalf = (actor: StaffActor, { applicationId }: Merchant): CaseActor => ({ ...actor, applicationId });
const account = (number: string) => ({ bankId: "008", accountNumber: number });
const typeFor = (actor: StaffActor, merchant: Merchant, values: object, part: "bank" | "address" = "bank") =>
  saveDraft({ actor: onBehalf(actor, merchant), input: { part, values } });

/** What the page would show and post. */
async function shown(merchant: Merchant) {
  const application = await stage.application(merchant);
  const opened = await readOpened(stage.db(), application);
  if (!opened) throw new Error("nothing is open");
  const plan = planCorrection(await readCorrection(stage.db(), application.id, opened), opened.entities);
  return { applicationId: application.id, seen: application.caseVersion, content: plan ? contentOf(plan) : "" };
}
const send = async (actor: StaffActor, merchant: Merchant) =>
  await sendForMerchant({ actor, isConfirmed: true, input: await shown(merchant) });
async function ask(actor: StaffActor, merchant: Merchant): Promise<string> {
  const answer = await send(actor, merchant);
  if (!("secondId" in answer)) throw new Error("it was sent");
  return answer.secondId;
}
const approve = async (actor: StaffActor, secondId: string, { isConfirmed = true } = {}) =>
  await decideSecond({
    actor,
    sessionId: await sessionOf(actor, { isConfirmed }),
    input: { secondId, decision: "approve", answer: "" },
  });
/** From a session that has proved nothing again. */
const decline = async (actor: StaffActor, secondId: string, answer: string) =>
  await decideSecond({
    actor,
    sessionId: await sessionOf(actor, { isConfirmed: false }),
    input: { secondId, decision: "decline", answer },
  });
const updates = async ({ businessId }: Merchant) =>
  (await stage.calls("update")).filter(({ path }) => path.endsWith(businessId)).length;
const deeds = async ({ applicationId }: Merchant, who: StaffActor) => {
  const rows = await stage.rows<{ action: string }>(
    "select action from audit_log where application_id = $1 and actor_id = $2 order by position",
    [applicationId, who.userId],
  );
  return rows.map(({ action }) => action);
};
async function refusedAccount(name: string): Promise<Merchant> {
  const merchant = await stage.registered(name);
  await stage.decide(merchant, refuse("BUSINESS_BANK"));
  return merchant;
}

it("sends what staff corrected once, as theirs, and keeps what is locked from them too", async () => {
  const merchant = await stage.registered("Toko Dibantu");
  const rani = await staff();
  await expect(typeFor(rani, merchant, street, "address")).rejects.toMatchObject({ key: "sectionLocked" });
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  await expect(typeFor(rani, merchant, account("1"))).rejects.toMatchObject({ key: "sectionLocked" });
  await typeFor(rani, merchant, { ...street, street: "Jalan Sementara" }, "address");
  const before = await shown(merchant);
  const typed = { part: "address" as const, values: street };
  const actor = onBehalf(rani, merchant);
  expect(await completeSection({ actor, input: { type: "BUSINESS_ADDRESS", typed } })).toMatchObject({
    state: "ready",
  });
  // Another one looked before the last change.
  await expect(sendForMerchant({ actor: await staff(), isConfirmed: true, input: before })).rejects.toMatchObject({
    key: "contentChanged",
  });
  expect(await send(rani, merchant)).toMatchObject({ submissionId: expect.any(String) });
  await expect(sendForMerchant({ actor: rani, isConfirmed: true, input: before })).rejects.toMatchObject({
    key: "decidedMeanwhile",
  });
  const submission = await stage.latest(merchant);
  await sendApplication({ submissionId: submission.id });
  expect(bodyOf(await stage.latest(merchant)).business).toMatchObject({ addresses: [{ name: street.street }] });
  expect(await updates(merchant)).toBe(1);
  expect(await deeds(merchant, rani)).toEqual(["correction.edited", "correction.submitted"]);
});

it("asks a second person about a bank account, who sends it by agreeing and is not the first", async () => {
  const merchant = await refusedAccount("Toko Empat Mata");
  const [rani, budi] = [await staff(), await staff()];
  await typeFor(rani, merchant, account("9876543210"));
  await attachPhoto(onBehalf(rani, merchant), cover, "#336699");
  const secondId = await ask(rani, merchant);
  expect(await stage.latest(merchant)).toMatchObject({ kind: "registration" });
  await expect(approve(rani, secondId)).rejects.toMatchObject({ code: "not_allowed", key: "secondSelf" });
  await expect(send(budi, merchant)).rejects.toMatchObject({ key: "secondAsked" });
  await expect(withdrawSecond({ actor: budi, input: { secondId } })).rejects.toMatchObject({ key: "secondNotYours" });

  await approve(budi, secondId);
  const submission = await stage.latest(merchant);
  expect(submission).toMatchObject({ kind: "correction", target: { types: ["BUSINESS_BANK"] } });
  expect(await findLatestOpinion(stage.db(), merchant.applicationId)).toMatchObject({
    state: "approved",
    decidedBy: budi.userId,
  });
  await expect(approve(budi, secondId)).rejects.toMatchObject({ key: "secondDecided" });
  await sendApplication({ submissionId: submission.id });
  expect(bodyOf(await stage.latest(merchant)).business).toMatchObject({
    bank_account: { account_number: "9876543210" },
  });
  expect(await updates(merchant)).toBe(1);
  expect(await deeds(merchant, rani)).toEqual(["correction.edited", "file.attached", "second.asked"]);
  expect(await deeds(merchant, budi)).toEqual(["second.approved", "correction.submitted"]);
  const files = await listFiles(stage.db(), merchant.applicationId);
  expect(files.filter(({ slotId }) => slotId === cover)).toMatchObject([{ byStaff: rani.userId }]);
});

it("does not send what was changed after it was asked about, and asks anew", async () => {
  const merchant = await refusedAccount("Toko Berubah Lagi");
  const [rani, budi] = [await staff(), await staff()];
  await typeFor(rani, merchant, account("9876543210"));
  const first = await ask(rani, merchant);
  await typeFor(rani, merchant, account("9876543211"));
  await expect(approve(budi, first)).rejects.toMatchObject({ code: "conflict", key: "contentChanged" });
  const second = await ask(rani, merchant);
  await expect(approve(budi, first)).rejects.toMatchObject({ key: "secondDecided" });
  await decline(budi, second, "Nama pemilik lain");
  expect(await findLatestOpinion(stage.db(), merchant.applicationId)).toMatchObject({
    state: "declined",
    answer: "Nama pemilik lain",
  });
  const third = await ask(rani, merchant);
  await withdrawSecond({ actor: rani, input: { secondId: third } });
  expect(await findAskedOpinion(stage.db(), merchant.applicationId)).toBeNull();
  await expect(approve(budi, third)).rejects.toMatchObject({ key: "secondDecided" });
  expect(await updates(merchant)).toBe(0);
});

it("keeps staff's account from the merchant's press until the merchant has looked at it", async () => {
  const merchant = await stage.registered("Toko Kirim Sendiri");
  await stage.decide(merchant, refuse("BUSINESS_BANK"), refuse("BUSINESS_ADDRESS"));
  const [rani, budi] = [await staff(), await staff()];
  await typeFor(rani, merchant, account("9876543210"));
  const secondId = await ask(rani, merchant);
  await decline(budi, secondId, "Bukan rekeningnya");
  await expect(pressSend(merchant.actor)).rejects.toMatchObject({ key: "nothingChanged" });

  // What goes is what the merchant did; a question about more than that is over.
  const asked = await ask(rani, merchant);
  await type(merchant, "address", street);
  await pressSend(merchant.actor);
  const submission = await stage.latest(merchant);
  expect(submission.target?.types).toEqual(["BUSINESS_ADDRESS"]);
  expect(submission.sent?.answers.bank.accountNumber).not.toBe("9876543210");
  await expect(approve(budi, asked)).rejects.toMatchObject({ key: "secondDecided" });
  await sendApplication({ submissionId: submission.id });

  await expect(pressSend(merchant.actor)).rejects.toMatchObject({ key: "nothingChanged" });
  const typed = { part: "bank" as const, values: account("9876543210") };
  await completeSection({ actor: merchant.actor, input: { type: "BUSINESS_BANK", typed } });
  await pressSend(merchant.actor);
  expect((await stage.latest(merchant)).target?.types).toEqual(["BUSINESS_BANK"]);
});

it("holds a document of the account that staff uploaded, too", async () => {
  const merchant = await refusedAccount("Toko Buku Tabungan");
  await type(merchant, "bank", account("9876543210"));
  await attachPhoto(onBehalf(await staff(), merchant), cover, "#993366");
  await expect(pressSend(merchant.actor)).rejects.toMatchObject({ key: "nothingChanged" });
  await type(merchant, "bank", account("9876543210"));
  await pressSend(merchant.actor);
});

it("sends nothing that the merchant's page did not show", async () => {
  const merchant = await refusedAccount("Toko Halaman Lama");
  await type(merchant, "bank", account("9876543210"));
  const { content } = await shown(merchant);
  await type(merchant, "bank", account("9876543211"));
  const stale = sendCorrection({ actor: merchant.actor, isConfirmed: true, input: { content } });
  await expect(stale).rejects.toMatchObject({ code: "conflict", key: "contentChanged" });
  expect((await stage.latest(merchant)).kind).toBe("registration");
});

it("takes a second person's agreement to an account only from a session that has just proved who it is", async () => {
  const merchant = await refusedAccount("Toko Laptop Terbuka");
  const [rani, budi] = [await staff(), await staff()];
  await typeFor(rani, merchant, account("9876543210"));
  const secondId = await ask(rani, merchant);
  await expect(approve(budi, secondId, { isConfirmed: false })).rejects.toMatchObject({ key: "confirmAgain" });
  // What somebody else has proved counts for nobody but them.
  const input = { secondId, decision: "approve", answer: "" } as const;
  const borrowed = decideSecond({ actor: budi, sessionId: await sessionOf(rani), input });
  await expect(borrowed).rejects.toMatchObject({ key: "confirmAgain" });
  expect(await updates(merchant)).toBe(0);
  expect(await findAskedOpinion(stage.db(), merchant.applicationId)).toMatchObject({ state: "asked" });
  await approve(budi, secondId);
});

it("is not agreed to by whoever typed it, whoever asked", async () => {
  const merchant = await stage.registered("Toko Minta Teman");
  await stage.decide(merchant, refuse("BUSINESS_BANK"), refuse("BUSINESS_ADDRESS"));
  const [rani, budi, citra] = [await staff(), await staff(), await staff()];
  await typeFor(rani, merchant, account("9876543210"));
  await typeFor(budi, merchant, street, "address");
  const secondId = await ask(budi, merchant);
  await expect(approve(rani, secondId)).rejects.toMatchObject({ code: "not_allowed", key: "secondSelf" });
  await expect(approve(budi, secondId)).rejects.toMatchObject({ key: "secondSelf" });
  await approve(citra, secondId);
});

it("tells each change of an account that somebody was asked about by a row of its own", async () => {
  const merchant = await refusedAccount("Toko Ubah Diam-Diam");
  const rani = await staff();
  await typeFor(rani, merchant, account("9876543210"));
  await typeFor(rani, merchant, account("9876543211"));
  await ask(rani, merchant);
  await typeFor(rani, merchant, account("9876543212"));
  expect(await deeds(merchant, rani)).toEqual(["correction.edited", "second.asked", "correction.edited"]);
});

it("asks nobody when the partner has set so", async () => {
  await stage.rows(`insert into partner_settings (id, "values") values (1, '{"fourEyes": false}')`);
  const merchant = await refusedAccount("Toko Dua Mata");
  const rani = await staff();
  await typeFor(rani, merchant, account("9876543210"));
  await pressSend(merchant.actor);
  const other = await refusedAccount("Toko Dua Mata Lagi");
  await typeFor(rani, other, account("9876543210"));
  expect(await send(rani, other)).toMatchObject({ submissionId: expect.any(String) });
  await stage.rows("delete from partner_settings");
});

it("tells whose hand was last at a section, and a merchant is nobody's on behalf of another", async () => {
  const merchant = await refusedAccount("Toko Dua Tangan");
  const rani = await staff();
  await typeFor(rani, merchant, account("9876543210"));
  const hands = () =>
    stage.rows("select by_staff from drafts where application_id = $1 and part = 'bank'", [merchant.applicationId]);
  expect(await hands()).toEqual([{ by_staff: rani.userId }]);
  await type(merchant, "bank", account("9876543212"));
  expect(await hands()).toEqual([{ by_staff: null }]);
  const other = await refusedAccount("Toko Orang Lain");
  const foreign = { ...merchant.actor, applicationId: other.applicationId };
  await expect(saveDraft({ actor: foreign, input: { part: "bank", values: account("1") } })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(attachPhoto(foreign, cover)).rejects.toMatchObject({ code: "not_found" });
});
