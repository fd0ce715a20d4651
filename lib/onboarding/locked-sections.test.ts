import { expect, it } from "vitest";
import { findFileUnscoped, findOwnReadableFile, listFiles } from "@/db/queries/files";
import type { CallbackType } from "../domain/sections";
import { kybStage, type Merchant, refuse } from "../testing/kyb-stage";
import { pressSend } from "../testing/press-send";
import { completeSection } from "./complete-section";
import { cover, ktp, nib, person, photos, social, street, type } from "./correction-cases.fixture";
import { attachPhoto } from "./ready-application.fixture";
import { removeFile } from "./remove-file";
import { saveSlotValues } from "./save-slot-values";

const stage = kybStage();
const npwp = "business.DOCUMENT.NPWP";
const secondKtp = "contact.a1.DOCUMENT.KTP";

const filesIn = async (merchant: Merchant, slot: string) =>
  (await listFiles(stage.db(), merchant.applicationId)).filter(({ slotId }) => slotId === slot);
const fileIn = async (merchant: Merchant, slot: string) => (await filesIn(merchant, slot))[0]?.id ?? "";
const remove = ({ actor }: Merchant, fileId: string) => removeFile({ actor, input: { fileId } });
const typeBeside = ({ actor }: Merchant, slotId: string) =>
  saveSlotValues({ actor, input: { slotId, values: { NO_KTP: "3372014101900002", NO_NIB: "3210987654321" } } });
const proceed = ({ actor }: Merchant, of: CallbackType) => completeSection({ actor, input: { type: of, typed: null } });

/** Every way in, into sections that are locked. */
const everyVerb = (merchant: Merchant): [string, () => Promise<unknown>][] => [
  ["profile", () => type(merchant, "profile", { email: "lain@merchant.test" })],
  ["bank", () => type(merchant, "bank", { accountNumber: "1" })],
  ["kind", () => type(merchant, "kind", { line: "EDUCATION" })],
  ["slots", () => type(merchant, "slots", { [ktp]: { NO_KTP: "1" } })],
  ["values beside a file", () => typeBeside(merchant, ktp)],
  ["another file", () => attachPhoto(merchant.actor, cover)],
  ["one more photo", () => attachPhoto(merchant.actor, photos)],
  ["without a file", async () => remove(merchant, await fileIn(merchant, cover))],
  ["continue", () => proceed(merchant, "BUSINESS_BANK")],
];

async function expectRefused(merchant: Merchant, key: string, code = "conflict"): Promise<void> {
  const before = await stage.rows("select part, values from drafts where application_id = $1 order by part", [
    merchant.applicationId,
  ]);
  for (const [what, run] of everyVerb(merchant)) {
    await expect(run(), what).rejects.toMatchObject({ code, key });
  }
  const after = await stage.rows("select part, values from drafts where application_id = $1 order by part", [
    merchant.applicationId,
  ]);
  expect(after).toEqual(before);
  expect(await filesIn(merchant, cover)).toHaveLength(1);
  expect(await filesIn(merchant, photos)).toHaveLength(1);
}

it("locks everything that is in review or approved, also beside a section that is open", async () => {
  const merchant = await stage.registered("Toko Terkunci");
  await expectRefused(merchant, "sectionLocked");
  await stage.approveAll(merchant);
  await expectRefused(merchant, "sectionLocked");
  await expect(pressSend(merchant.actor)).rejects.toMatchObject({ key: "sectionLocked" });
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  await expectRefused(merchant, "sectionLocked");
  await type(merchant, "address", street);
  expect(await proceed(merchant, "BUSINESS_ADDRESS")).toEqual({ state: "ready", issues: [] });
});

it("locks what stands beside the refused one in the same section", async () => {
  const merchant = await stage.registered("Toko Sebagian Terbuka", { company: true, photos: 2, social });
  await stage.approveAll(merchant);
  const sari = await stage.entity(merchant, "BUSINESS_CONTACT", "a1");
  const number = await stage.entity(merchant, "BUSINESS_DOCUMENT", nib);
  const instagram = await stage.entity(merchant, "BRAND_SOCIAL_MEDIA", "INSTAGRAM");
  await stage.decide(
    merchant,
    refuse("BUSINESS_CONTACT", sari.entityId),
    refuse("BUSINESS_DOCUMENT", number.entityId),
    refuse("BRAND_SOCIAL_MEDIA", instagram.entityId),
  );
  const locked = { code: "conflict", key: "sectionLocked" };
  await expect(attachPhoto(merchant.actor, ktp)).rejects.toMatchObject(locked);
  await expect(typeBeside(merchant, ktp)).rejects.toMatchObject(locked);
  await expect(attachPhoto(merchant.actor, "contact.primary.OWNER_LIVENESS")).rejects.toMatchObject(locked);
  await expect(attachPhoto(merchant.actor, npwp)).rejects.toMatchObject(locked);
  await expect(attachPhoto(merchant.actor, photos)).rejects.toMatchObject(locked);
  await expect(remove(merchant, await fileIn(merchant, npwp))).rejects.toMatchObject(locked);

  // A browser may post the whole list: what is locked in it stays as it was.
  await type(merchant, "contacts", {
    contacts: [
      ...person("primary", "Orang Lain").contacts,
      ...person("a1", "Sari Baru").contacts,
      ...person("b2", "Tamu").contacts,
    ],
  });
  await type(merchant, "social", { accounts: [{ code: "FACEBOOK", url: "https://facebook.com/orang.lain" }] });
  await attachPhoto(merchant.actor, secondKtp, "#336699");
  await typeBeside(merchant, nib);
  const { sent } = await stage.sendCorrected(merchant);
  expect(sent?.answers.contacts.contacts.map(({ name }) => name)).toEqual(["Budi Contoh", "Sari Baru"]);
  expect(sent?.answers.social.accounts).toEqual([social[1]]);
  const { data } = await stage.atDoku(merchant);
  expect(data).toMatchObject({
    contacts: [{ name: "Budi Contoh" }, { name: "Sari Baru" }],
    brands: [{ social_media: [{ code: "FACEBOOK", accounts: ["https://facebook.com/contoh"] }] }],
  });
  // The dropped network is nothing that DOKU still owes a verdict about.
  await stage.read(merchant);
  expect((await stage.entities(merchant)).filter((one) => one.type === "BRAND_SOCIAL_MEDIA")).toMatchObject([
    { ref: "FACEBOOK", state: "approved" },
  ]);
  await stage.approveAll(merchant);
  expect(await stage.application(merchant)).toMatchObject({ overall: "live", dueAt: null });
});

it("opens nothing of a suspended brand, whatever was refused before", async () => {
  const merchant = await stage.registered("Toko Dibekukan");
  await stage.decide(merchant, refuse("BUSINESS_BANK"), refuse("BUSINESS_ADDRESS"));
  await stage.control(`/businesses/${merchant.businessId}/suspend`, "POST", {});
  await stage.callbacksArrived(merchant);
  expect(await stage.application(merchant)).toMatchObject({ overall: "suspended" });
  await expectRefused(merchant, "suspended");
  await expect(pressSend(merchant.actor)).rejects.toMatchObject({ key: "suspended" });
});

it("locks a section that DOKU suspended alone, and no other", async () => {
  const merchant = await stage.registered("Toko Rekening Dibekukan");
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"), { type: "BUSINESS_BANK", status: "SUSPENDED" });
  await expect(type(merchant, "bank", { accountNumber: "1" })).rejects.toMatchObject({ key: "sectionLocked" });
  await type(merchant, "address", street);
  expect(await stage.sendCorrected(merchant)).toMatchObject({ stage: "done", target: { types: ["BUSINESS_ADDRESS"] } });
});

it("keeps everything as it is while a correction is on its way", async () => {
  const merchant = await stage.registered("Toko Dalam Perjalanan");
  await stage.decide(merchant, refuse("BUSINESS_BANK"), refuse("BUSINESS_ADDRESS"));
  await type(merchant, "address", street);
  const press = await pressSend(merchant.actor);
  await expectRefused(merchant, "correctionOnItsWay");
  expect(await pressSend(merchant.actor)).toEqual(press);
});

it("does not let a stranger in, nor say whether there is something", async () => {
  const merchant = await stage.registered("Toko Orang Lain");
  await stage.decide(merchant, refuse("BUSINESS_BANK"));
  const stranger = await stage.registered("Toko Penasaran");
  const actor = { ...merchant.actor, userId: stranger.actor.userId };
  await expectRefused({ ...merchant, actor }, "notFound", "not_found");
  await expect(pressSend(actor)).rejects.toMatchObject({ code: "not_found" });
  expect(await findOwnReadableFile(stage.db(), actor.userId, await fileIn(merchant, cover))).toBeNull();
});

it("keeps a file that DOKU has: replaced it stays readable, and it comes back when its replacement is taken back", async () => {
  const merchant = await stage.registered("Toko Berkas");
  const { userId } = merchant.actor;
  await stage.decide(merchant, refuse("BUSINESS_BANK"));
  const sent = await fileIn(merchant, cover);
  await expect(remove(merchant, sent)).rejects.toMatchObject({ code: "conflict", key: "sentFileStays" });
  const first = await attachPhoto(merchant.actor, cover, "#336699");
  const second = await attachPhoto(merchant.actor, cover, "#996633");
  expect(await fileIn(merchant, cover)).toBe(second.id);
  expect(await findOwnReadableFile(stage.db(), userId, sent)).toMatchObject({ id: sent });
  expect(await findFileUnscoped(stage.db(), sent)).toMatchObject({ id: sent });
  // Never sent and out of use: nobody needs it any more.
  expect(await findOwnReadableFile(stage.db(), userId, first.id)).toBeNull();
  await remove(merchant, second.id);
  expect(await fileIn(merchant, cover)).toBe(sent);
  await expect(pressSend(merchant.actor)).rejects.toMatchObject({ key: "nothingChanged" });

  const third = await attachPhoto(merchant.actor, cover, "#aa3333");
  await stage.sendCorrected(merchant);
  expect(await findOwnReadableFile(stage.db(), userId, sent)).toMatchObject({ id: sent });
  await stage.decide(merchant, refuse("BUSINESS_BANK"));
  await expect(remove(merchant, third.id)).rejects.toMatchObject({ key: "sentFileStays" });
  await attachPhoto(merchant.actor, cover, "#33aa33");
  await remove(merchant, await fileIn(merchant, cover));
  expect(await fileIn(merchant, cover)).toBe(third.id);
});

it("makes room for new photos where photos were refused, and takes the refused ones away once DOKU has the new ones", async () => {
  const merchant = await stage.registered("Toko Foto", { photos: 5 });
  await stage.approveAll(merchant);
  const had = await filesIn(merchant, photos);
  const [one, other] = [had[1]?.id ?? "", had[3]?.id ?? ""];
  for (const ref of [one, other]) {
    const { entityId } = await stage.entity(merchant, "BRAND_PHOTO_PROOF", ref);
    await stage.decide(merchant, refuse("BRAND_PHOTO_PROOF", entityId));
  }
  await expect(remove(merchant, one)).rejects.toMatchObject({ key: "sentFileStays" });
  const first = await attachPhoto(merchant.actor, photos, "#336699");
  const second = await attachPhoto(merchant.actor, photos, "#996633");
  await expect(attachPhoto(merchant.actor, photos, "#aa3333")).rejects.toMatchObject({ key: "file.tooMany" });
  await remove(merchant, second.id);
  await stage.sendCorrected(merchant);
  const left = await filesIn(merchant, photos);
  expect(left.map(({ id }) => id)).toEqual([had[0]?.id, had[2]?.id, had[4]?.id, first.id]);
  expect(await findOwnReadableFile(stage.db(), merchant.actor.userId, one)).toMatchObject({ id: one });
  const { data } = await stage.atDoku(merchant);
  const ids = (data as { brands: { photo_proofs: { id: string }[] }[] }).brands[0]?.photo_proofs.map(({ id }) => id);
  expect(ids?.sort()).toEqual(left.map(({ dokuFileId }) => dokuFileId).sort());
  await stage.read(merchant);
  const entities = (await stage.entities(merchant)).filter((entity) => entity.type === "BRAND_PHOTO_PROOF");
  expect(entities.map(({ ref }) => ref).sort()).toEqual(left.map(({ id }) => id).sort());
  expect(entities.filter(({ state }) => state === "in_review")).toMatchObject([{ ref: first.id, attempt: 2 }]);
});
