import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { listComments } from "@/db/queries/comments";
import { listReturnedWords } from "@/db/queries/returns";
import { findPerson } from "@/db/queries/users";
import { returnSectionsSchema } from "../domain/case-deeds";
import type { CallbackType } from "../domain/sections";
import { sendStatusMail } from "../kyb/send-status-mail";
import { openTestMailbox, type TestMailbox } from "../mail/test-mailbox";
import { street, type } from "../onboarding/correction-cases.fixture";
import { kybStage, type Merchant, refuse } from "../testing/kyb-stage";
import { addStaff } from "../testing/staff";
import { returnSections, takeBackReturn } from "./return-section";

const stage = kybStage();
let mailbox: TestMailbox;
beforeAll(async () => {
  mailbox = await openTestMailbox();
  vi.stubEnv("SMTP_URL", mailbox.url);
});
afterAll(() => mailbox.close());

const words = { reasons: ["ADDRESS_INCOMPLETE" as const], note: "Tulis nomor rumah dan RT." };

/** What the page posts: the state of the case as it is now, unless told. */
async function asked(merchant: Merchant, types: CallbackType[] = ["BUSINESS_ADDRESS"], comment = "") {
  const { caseVersion } = await stage.application(merchant);
  return {
    applicationId: merchant.applicationId,
    seen: caseVersion,
    sections: types.map((type) => ({ ...words, type })),
    comment,
  };
}
async function refusedAddress(name: string): Promise<Merchant> {
  const merchant = await stage.registered(name);
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  return merchant;
}
const needs = async (merchant: Merchant) => (await stage.application(merchant)).needs;
const mailsOf = ({ applicationId }: Merchant) =>
  stage.rows<{ id: string; state: string }>(
    "select id, state from mails where application_id = $1 and kind = 'returned'",
    [applicationId],
  );
const ownerOf = async ({ actor }: Merchant) => (await findPerson(stage.db(), actor.userId))?.email ?? "";

it("gives sections back once: the merchant reads the words, gets one mail, and leaves the queue until it corrects", async () => {
  const merchant = await refusedAddress("Toko Dikembalikan");
  await stage.decide(merchant, refuse("BUSINESS_BANK"));
  const rani = await addStaff();
  expect(await needs(merchant)).toContain("rejected");
  const types: CallbackType[] = ["BUSINESS_ADDRESS"];
  await returnSections({ actor: rani, input: await asked(merchant, types, "Sudah saya telepon.") });
  // The bank account is still refused and nobody has looked at it.
  expect(await needs(merchant)).toContain("rejected");
  const bank = { type: "BUSINESS_BANK" as const, reasons: ["ACCOUNT_NOT_FOUND" as const], note: "" };
  await returnSections({ actor: rani, input: { ...(await asked(merchant)), sections: [bank] } });
  expect(await needs(merchant)).not.toContain("rejected");

  expect(await listReturnedWords(stage.db(), merchant.applicationId)).toMatchObject([
    { type: "BUSINESS_ADDRESS", ...words },
    bank,
  ]);
  expect(await listComments(stage.db(), merchant.applicationId, 9)).toMatchObject([{ body: "Sudah saya telepon." }]);

  const [first, second] = await mailsOf(merchant);
  for (const mail of [first, second]) if (mail) await sendStatusMail({ mailId: mail.id });
  const mail = await mailbox.next(await ownerOf(merchant));
  expect(mail.subject).toContain("Alamat");
  expect(mail.text).toContain("Alamat");
  // The note may name people: it is read in the portal alone.
  expect(mail.text).not.toContain("nomor rumah dan RT");

  await type(merchant, "address", street);
  await stage.sendCorrected(merchant);
  // What was sent anew is judged anew; the words about it are history.
  expect(await listReturnedWords(stage.db(), merchant.applicationId)).toMatchObject([{ type: "BUSINESS_BANK" }]);
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  expect(await needs(merchant)).toContain("rejected");
});

it("is one mail for several sections", async () => {
  const merchant = await refusedAddress("Toko Dua Bagian");
  await stage.decide(merchant, refuse("BUSINESS"));
  const input = await asked(merchant);
  const profile = { type: "BUSINESS" as const, reasons: ["DESCRIPTION_UNCLEAR" as const], note: "" };
  await returnSections({ actor: await addStaff(), input: { ...input, sections: [...input.sections, profile] } });
  const [only, ...more] = await mailsOf(merchant);
  expect(more).toEqual([]);
  await sendStatusMail({ mailId: only?.id ?? "" });
  const { subject } = await mailbox.next(await ownerOf(merchant));
  expect(subject).toMatch(/Alamat/);
  expect(subject).toMatch(/Profil/);
});

it("can be taken back: the words go, the need returns, and a mail that waits stays home", async () => {
  const merchant = await refusedAddress("Toko Ditarik");
  const rani = await addStaff();
  const { applicationId } = merchant;
  const { returnIds } = await returnSections({ actor: rani, input: await asked(merchant) });
  await takeBackReturn({ actor: rani, input: { applicationId, returnIds } });
  expect(await listReturnedWords(stage.db(), applicationId)).toEqual([]);
  expect(await needs(merchant)).toContain("rejected");
  const [mail] = await mailsOf(merchant);
  await sendStatusMail({ mailId: mail?.id ?? "" });
  expect(await mailsOf(merchant)).toMatchObject([{ state: "skipped" }]);
  await expect(takeBackReturn({ actor: rani, input: { applicationId, returnIds } })).rejects.toMatchObject({
    key: "cannotTakeBack",
  });

  // Given anew, it stays once the merchant has sent the section.
  const again = await returnSections({ actor: rani, input: await asked(merchant) });
  expect((await mailsOf(merchant)).length).toBe(2);
  await type(merchant, "address", street);
  await stage.sendCorrected(merchant);
  await expect(
    takeBackReturn({ actor: rani, input: { applicationId, returnIds: again.returnIds } }),
  ).rejects.toMatchObject({ key: "cannotTakeBack" });
});

it("lets one of two people decide: the other one saw a state that is gone", async () => {
  const merchant = await refusedAddress("Toko Dua Orang");
  const [rani, budi] = [await addStaff(), await addStaff("Budi")];
  const input = await asked(merchant);
  const results = await Promise.allSettled([
    returnSections({ actor: rani, input }),
    returnSections({ actor: budi, input }),
  ]);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(results.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "conflict", key: "decidedMeanwhile" },
  });
  expect(await mailsOf(merchant)).toHaveLength(1);
  // Looking again does not help: it went back already.
  await expect(returnSections({ actor: budi, input: await asked(merchant) })).rejects.toMatchObject({
    key: "cannotReturn",
  });
});

it("gives back only what DOKU refuses now", async () => {
  const merchant = await refusedAddress("Toko Disetujui");
  const rani = await addStaff();
  const bank = await asked(merchant, ["BUSINESS_BANK"]);
  await expect(returnSections({ actor: rani, input: bank })).rejects.toMatchObject({ key: "cannotReturn" });
  const before = await asked(merchant);
  await stage.approveAll(merchant);
  await expect(returnSections({ actor: rani, input: before })).rejects.toMatchObject({ key: "decidedMeanwhile" });
  const after = await asked(merchant);
  await expect(returnSections({ actor: rani, input: after })).rejects.toMatchObject({ key: "cannotReturn" });
});

it("wants a reason for each section, and words for another reason", () => {
  const applicationId = "00000000-0000-4000-8000-000000000000";
  const faults = (section: object) =>
    returnSectionsSchema
      .safeParse({ applicationId, seen: 1, sections: [{ type: "BUSINESS_BANK", note: "", ...section }] })
      .error?.issues.map(({ path, message }) => [path.join("."), message]);
  expect(faults({ reasons: ["ACCOUNT_NOT_FOUND"] })).toBeUndefined();
  expect(faults({ reasons: [] })).toEqual([["sections.0.reasons", "choose"]]);
  expect(faults({ reasons: ["OTHER"] })).toEqual([["sections.0.note", "required"]]);
  // A reason of another section says nothing about this one.
  expect(faults({ reasons: ["LINK_DEAD"] })).toEqual([["sections.0.reasons", "choose"]]);
  expect(faults({ type: "BRAND_PRODUCT", reasons: ["OTHER"], note: "x" })).not.toBeUndefined();
});
