import { expect, it } from "vitest";
import { listAudit } from "@/db/queries/audit";
import { listFilesById } from "@/db/queries/files";
import { findSent } from "@/db/queries/submissions";
import { inviteMerchant } from "../desk/invite-merchant";
import { reopenApplication } from "../desk/reopen-application";
import { revokeInvitation } from "../desk/revoke-invitation";
import { correctionOf } from "../domain/correction-plan";
import { ktp, nib, type as typeIn } from "../onboarding/correction-cases.fixture";
import { readCorrection, readOpened } from "../onboarding/opened-sections";
import { attachPhoto, readyApplication } from "../onboarding/ready-application.fixture";
import { saveDraft } from "../onboarding/save-draft";
import { storage } from "../storage/storage";
import { kybStage, type Merchant, refuse } from "../testing/kyb-stage";
import { addStaff, sessionOf } from "../testing/staff";
import { eraseMerchant } from "./erase-merchant";
import { liftHold, placeHold } from "./hold-merchant";
import { keepRetention } from "./keep-retention";
import { isStillWarned } from "./retention-facts";

const stage = kybStage();
const dayMs = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * dayMs);
/** As long as nothing was touched meanwhile, later is the same as earlier. */
const look = async (days: number) => {
  await stage.rows("update applications set retention_at = now() - interval '1 second'");
  await keepRetention(inDays(days));
};

async function filesOf({ applicationId }: Pick<Merchant, "applicationId">) {
  const rows = await stage.rows<{ id: string }>("select id from files where application_id = $1", [applicationId]);
  return await listFilesById(
    stage.db(),
    applicationId,
    rows.map(({ id }) => id),
  );
}
const deletedSlots = async (merchant: Pick<Merchant, "applicationId">) =>
  (await filesOf(merchant)).flatMap((file) => (file.contentDeletedAt ? [file.slotId] : [])).sort();
const deeds = async (applicationId: string, action: string) =>
  (await listAudit(stage.db(), applicationId)).filter((row) => row.action === action);
const mailsOf = (applicationId: string) =>
  stage.rows<{ kind: string; facts: { on: string } }>("select kind, facts from mails where application_id = $1", [
    applicationId,
  ]);

it("deletes files of approved sections alone, once, and says so in the trail", async () => {
  const merchant = await stage.registered("PT Berkas Lama", { company: true });
  await stage.approveAll(merchant);
  const document = await stage.entity(merchant, "BUSINESS_DOCUMENT", nib);
  await stage.decide(merchant, refuse("BUSINESS_DOCUMENT", document.entityId));
  await look(29);
  expect(await deletedSlots(merchant)).toEqual([]);
  const before = await filesOf(merchant);
  await Promise.all([look(31), look(31)]);
  await look(31);
  const deleted = await deletedSlots(merchant);
  expect(deleted).toContain(ktp);
  expect(deleted).not.toContain(nib);
  for (const file of before) {
    const content = storage().get(file.storageKey);
    if (deleted.includes(file.slotId)) await expect(content).rejects.toMatchObject({ code: "not_found" });
    else (await content).destroy();
  }
  const rows = await deeds(merchant.applicationId, "files.deleted");
  expect(rows.reduce((sum, { detail }) => sum + Number(detail.files), 0)).toBe(deleted.length);
});

it("deletes nothing on hold, and what is due once it is lifted", async () => {
  const admin = await addStaff("Dewi", "manager");
  const merchant = await stage.registered("Toko Sengketa");
  const { applicationId } = merchant;
  await stage.approveAll(merchant);
  await placeHold({ actor: admin, input: { applicationId, reason: "Sengketa" } });
  await look(40);
  expect(await deletedSlots(merchant)).toEqual([]);
  await liftHold({ actor: admin, input: { applicationId } });
  await look(40);
  expect((await deletedSlots(merchant)).length).toBe((await filesOf(merchant)).length);
});

it("corrects and changes with DOKU's ids alone, after the content is gone", async () => {
  const merchant = await stage.registered("Toko Koreksi Nanti");
  await stage.approveAll(merchant);
  await look(31);
  expect(await deletedSlots(merchant)).toContain(ktp);
  await stage.decide(merchant, refuse("BUSINESS_CONTACT"));
  const { contacts } = (await findSent(stage.db(), merchant.applicationId))?.answers.contacts ?? { contacts: [] };
  await typeIn(merchant, "contacts", { contacts: contacts.map((one) => ({ ...one, name: "Budi Baru" })) });
  expect(await stage.sendCorrected(merchant)).toMatchObject({ stage: "done" });
});

it("asks for a new file when DOKU refuses the id of one that is gone", async () => {
  const manager = await addStaff("Dewi", "manager");
  const merchant = await stage.registered("Toko Id Ditolak");
  const { applicationId } = merchant;
  await stage.approveAll(merchant);
  await look(31);
  await stage.decide(merchant, refuse("BUSINESS_CONTACT"));
  await stage.rows("update files set doku_file_id = 'DCM-FORGOTTEN' where application_id = $1 and slot_id = $2", [
    applicationId,
    ktp,
  ]);
  const { contacts } = (await findSent(stage.db(), applicationId))?.answers.contacts ?? { contacts: [] };
  await typeIn(merchant, "contacts", { contacts: contacts.map((one) => ({ ...one, name: "Budi Baru" })) });
  expect(await stage.sendCorrected(merchant)).toMatchObject({ stage: "attention", lastFailure: "file_gone" });
  await reopenApplication({ actor: manager, input: { applicationId } });
  const opened = await readOpened(stage.db(), await stage.application(merchant));
  if (!opened) throw new Error("nothing is open");
  const sections = correctionOf(await readCorrection(stage.db(), applicationId, opened));
  const asked = sections.flatMap(({ issues }) => issues.map(({ slotId }) => slotId));
  expect(asked).toContain(ktp);
  await attachPhoto(merchant.actor, ktp, "#225588");
  expect(await stage.sendCorrected(merchant)).toMatchObject({ stage: "done" });
});

it("warns an abandoned draft, erases it fourteen days later, and twice does nothing more", async () => {
  const { applicationId, userId } = await readyApplication("Toko Ditinggalkan");
  await look(75);
  expect(await mailsOf(applicationId)).toEqual([]);
  await look(77);
  await look(77);
  expect(await mailsOf(applicationId)).toMatchObject([{ kind: "erasing" }]);
  expect(await isStillWarned(stage.db(), applicationId)).toBe(true);
  await look(89);
  expect((await stage.rows("select 1 from drafts where application_id = $1", [applicationId])).length).not.toBe(0);
  await look(92);
  await look(92);
  expect(await stage.rows("select 1 from drafts where application_id = $1", [applicationId])).toEqual([]);
  expect(await deeds(applicationId, "merchant.erased")).toMatchObject([
    { actorKind: "system", detail: { why: "retention" } },
  ]);
  expect(await stage.rows("select 1 from users where id = $1 and disabled_at is not null", [userId])).toHaveLength(1);
});

it("leaves a draft alone whose merchant came back after the warning", async () => {
  const actor = await readyApplication("Toko Kembali");
  const { applicationId } = actor;
  await stage.rows("update drafts set updated_at = $2 where application_id = $1", [applicationId, inDays(-77)]);
  await stage.rows("update files set created_at = $2 where application_id = $1", [applicationId, inDays(-77)]);
  await stage.rows("update standing_changes set at = $2 where application_id = $1", [applicationId, inDays(-77)]);
  await stage.rows("update applications set created_at = $2 where id = $1", [applicationId, inDays(-77)]);
  await look(0);
  expect(await mailsOf(applicationId)).toMatchObject([{ kind: "erasing" }]);
  await saveDraft({ actor, input: { part: "brand", values: { category: "RETAIL" } } });
  expect(await isStillWarned(stage.db(), applicationId)).toBe(false);
  await look(20);
  expect((await stage.rows("select 1 from drafts where application_id = $1", [applicationId])).length).not.toBe(0);
});

it("erases whose invitation was taken back, without a mail", async () => {
  const actor = await addStaff("Dewi", "manager");
  const person = { name: "Sari Ditarik", email: "sari.ditarik@toko.test", businessName: "Toko Ditarik" };
  const { applicationId } = await inviteMerchant({
    actor,
    input: { ...person, locale: "id", phone: undefined },
  });
  await revokeInvitation({ actor, input: { applicationId } });
  await look(364);
  expect(await deeds(applicationId, "merchant.erased")).toEqual([]);
  await look(366);
  expect(await deeds(applicationId, "merchant.erased")).toHaveLength(1);
});

it("never looks at what was erased again", async () => {
  const admin = await addStaff("Dewi", "admin");
  const merchant = await stage.registered("Toko Tuntas");
  await eraseMerchant({
    actor: admin,
    sessionId: await sessionOf(admin),
    input: { applicationId: merchant.applicationId, typed: "Toko Tuntas" },
  });
  await look(999);
  expect(await deeds(merchant.applicationId, "merchant.erased")).toHaveLength(1);
});
