import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { findApplicationUnscoped, updateApplication } from "@/db/queries/applications";
import { insertStaffOnce } from "@/db/queries/invitations";
import { savePartnerSettings } from "@/db/queries/partner";
import { emailIndex } from "../crypto/tokens";
import { inviteMerchant } from "../desk/invite-merchant";
import { revokeInvitation } from "../desk/revoke-invitation";
import { sendInvitationMail } from "../desk/send-invitation-mail";
import type { StaffActor } from "../domain/actor";
import { changeApplication } from "../live/change-application";
import { readyApplication } from "../onboarding/ready-application.fixture";
import { saveDraft } from "../onboarding/save-draft";
import { readInvitation } from "../sign-in/accept-invitation";
import { kybStage, refuse } from "../testing/kyb-stage";
import { remindMerchants } from "./remind-merchants";
import { sendStatusMail } from "./send-status-mail";

const stage = kybStage();
const hourMs = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * hourMs);

type Row = { id: string; state: string; facts: { matter: string; number: number } };
const remindersOf = (applicationId: string) =>
  stage.rows<Row>(
    "select id, state, facts from mails where application_id = $1 and kind = 'reminder' order by (facts->>'number')::int",
    [applicationId],
  );
const numbersOf = async (applicationId: string) => (await remindersOf(applicationId)).map(({ facts }) => facts.number);
const stateOf = async (applicationId: string) => {
  const found = await findApplicationUnscoped(stage.db(), applicationId);
  return { remindAt: found?.remindAt ?? null, reminded: found?.reminded };
};
const lastMail = async (email: string) => {
  type Sent = { mails: { subject: string; text: string }[] };
  return (await stage.control<Sent>(`/mails?to=${encodeURIComponent(email)}`)).mails.at(-1);
};

async function staff(): Promise<StaffActor> {
  const email = `${randomUUID()}@partner.test`;
  const row = { email, emailIndex: emailIndex(email), name: "Rina", staffRole: "admin" } as const;
  const userId = await insertStaffOnce(stage.db(), row);
  if (!userId) throw new Error("the address is taken");
  return { kind: "staff", userId };
}

async function invited() {
  const actor = await staff();
  const email = `${randomUUID()}@merchant.test`;
  const input = { name: "Budi", email, phone: "81234567890", businessName: "Kedai Budi", locale: "id" } as const;
  const { applicationId, invitationId } = await inviteMerchant({ actor, input });
  expect(await stateOf(applicationId)).toEqual({ remindAt: null, reminded: 0 });
  await sendInvitationMail({ invitationId });
  return { actor, email, applicationId };
}

it("reminds who was invited and did not come, three times and no more, and each once for two processes", async () => {
  const { applicationId } = await invited();
  const { remindAt } = await stateOf(applicationId);
  expect(Math.round(((remindAt?.getTime() ?? 0) - Date.now()) / hourMs)).toBe(24);
  await remindMerchants(inHours(23));
  expect(await numbersOf(applicationId)).toEqual([]);
  await Promise.all([remindMerchants(inHours(25)), remindMerchants(inHours(25))]);
  expect(await numbersOf(applicationId)).toEqual([1]);
  await remindMerchants(inHours(48));
  expect(await numbersOf(applicationId)).toEqual([1]);
  await remindMerchants(inHours(74));
  await remindMerchants(inHours(171));
  expect(await numbersOf(applicationId)).toEqual([1, 2, 3]);
  expect((await stateOf(applicationId)).remindAt).toBeNull();
  await remindMerchants(inHours(5_000));
  expect(await numbersOf(applicationId)).toEqual([1, 2, 3]);
});

it("reminds the others when one merchant's reminder cannot be planned", async () => {
  const [broken, other] = [await invited(), await invited()];
  await stage.rows(
    `alter table mails add constraint no_mail check (application_id <> '${broken.applicationId}') not valid`,
  );
  await remindMerchants(inHours(25));
  await stage.rows("alter table mails drop constraint no_mail");
  expect(await Promise.all([broken, other].map((one) => numbersOf(one.applicationId)))).toEqual([[], [1]]);
});

it("brings a link that opens the invitation, and the first one stays good", async () => {
  const { applicationId, email } = await invited();
  const first = /\/invitation\/(\S+)/.exec((await lastMail(email))?.text ?? "")?.[1] ?? "";
  await remindMerchants(inHours(25));
  for (const { id } of await remindersOf(applicationId)) await sendStatusMail({ mailId: id });
  const mail = await lastMail(email);
  expect(mail?.subject).toBe("Undangan Anda masih berlaku: Kedai Budi · Sambut");
  const second = /\/invitation\/(\S+)/.exec(mail?.text ?? "")?.[1] ?? "";
  expect(second).not.toBe(first);
  for (const token of [first, second]) expect((await readInvitation(token)).state).toBe("open");
});

it("reminds nobody of a revoked invitation, and sends none that was waiting", async () => {
  const { actor, applicationId } = await invited();
  await remindMerchants(inHours(25));
  await revokeInvitation({ actor, input: { applicationId } });
  for (const { id } of await remindersOf(applicationId)) await sendStatusMail({ mailId: id });
  expect((await remindersOf(applicationId)).map(({ state }) => state)).toEqual(["skipped"]);
  await remindMerchants(inHours(80));
  expect(await numbersOf(applicationId)).toEqual([1]);
  expect((await stateOf(applicationId)).remindAt).toBeNull();
});

it("names what is still open in a draft, and begins anew with each deed of the merchant", async () => {
  const actor = await readyApplication("Warung Ingat");
  const { applicationId } = actor;
  await changeApplication(applicationId, (tx) => updateApplication(tx, applicationId, { state: "invited" }));
  await saveDraft({ actor, input: { part: "bank", values: { accountNumber: "" } } });
  expect((await stateOf(applicationId)).reminded).toBe(0);
  await remindMerchants(inHours(25));
  expect((await stateOf(applicationId)).reminded).toBe(1);

  await saveDraft({ actor, input: { part: "bank", values: { accountNumber: "1" } } });
  const again = await stateOf(applicationId);
  expect(again.reminded).toBe(0);
  expect(Math.round(((again.remindAt?.getTime() ?? 0) - Date.now()) / hourMs)).toBe(24);
  const [waiting] = await remindersOf(applicationId);
  await sendStatusMail({ mailId: waiting?.id ?? "" });
  expect((await remindersOf(applicationId))[0]?.state).toBe("skipped");

  await remindMerchants(inHours(26));
  const next = (await remindersOf(applicationId)).find(({ state }) => state === "queued");
  await sendStatusMail({ mailId: next?.id ?? "" });
  expect((await remindersOf(applicationId)).map(({ state }) => state).sort()).toEqual(["sent", "skipped"]);
});

it("reminds of a refused section until it is corrected, and of nothing once everything is approved", async () => {
  const merchant = await stage.registered("Warung Tolak");
  const { applicationId } = merchant;
  expect((await stateOf(applicationId)).remindAt).toBeNull();
  await stage.decide(merchant, refuse("BUSINESS_BANK"));
  await remindMerchants(inHours(25));
  expect((await remindersOf(applicationId)).map(({ facts }) => facts)).toEqual([
    { matter: "needs_correction", number: 1 },
  ]);
  await stage.approveAll(merchant);
  expect(await stateOf(applicationId)).toEqual({ remindAt: null, reminded: 0 });
  await remindMerchants(inHours(5_000));
  expect(await numbersOf(applicationId)).toEqual([1]);
});

it("keeps to the times that staff have set, and to none", async () => {
  await savePartnerSettings(stage.db(), { values: { reminderHours: [5] } });
  const { applicationId } = await invited();
  await remindMerchants(inHours(6));
  expect(await numbersOf(applicationId)).toEqual([1]);
  await savePartnerSettings(stage.db(), { values: { reminderHours: [] } });
  expect((await stateOf((await invited()).applicationId)).remindAt).toBeNull();
  await savePartnerSettings(stage.db(), { values: {} });
});
