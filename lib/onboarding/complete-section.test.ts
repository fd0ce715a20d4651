import { expect, it } from "vitest";
import { kybStage, type Merchant, refuse } from "../testing/kyb-stage";
import { pressSend } from "../testing/press-send";
import { readApplicationForm } from "./application-form";
import { attachFile } from "./attach-file";
import { completeSection } from "./complete-section";
import { cover, ktp, photos, street, type } from "./correction-cases.fixture";
import { attachPhoto, photo } from "./ready-application.fixture";
import { removeFile } from "./remove-file";
import { saveSlotValues } from "./save-slot-values";

const stage = kybStage();

type Input = Parameters<typeof completeSection>[0]["input"];
const proceed = ({ actor }: Merchant, section: Input["type"], typed: Input["typed"] = null) =>
  completeSection({ actor, input: { type: section, typed } });
const form = (merchant: Merchant) => readApplicationForm(stage.db(), merchant.applicationId);

it("says how a section stands: unchanged, not accepted yet, or ready, and keeps what was typed either way", async () => {
  const merchant = await stage.registered("Toko Lanjut");
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"), refuse("BUSINESS_BANK"));
  expect(await proceed(merchant, "BUSINESS_ADDRESS")).toEqual({ state: "unchanged", issues: [] });
  const empty = { part: "address", values: { street: " " } } as const;
  expect(await proceed(merchant, "BUSINESS_ADDRESS", empty)).toMatchObject({
    state: "incomplete",
    issues: [{ part: "address", slotId: null, issues: [{ path: "street", key: "required" }] }],
  });
  expect((await form(merchant)).parts.address.values).toMatchObject({ street: " ", area: street.area });
  await expect(pressSend(merchant.actor)).rejects.toMatchObject({ key: "nothingChanged" });
  const good = { part: "address", values: street } as const;
  expect(await proceed(merchant, "BUSINESS_ADDRESS", good)).toEqual({ state: "ready", issues: [] });
  expect(await stage.latest(merchant)).toMatchObject({ kind: "registration" });

  await expect(proceed(merchant, "BUSINESS_CONTACT")).rejects.toMatchObject({ key: "sectionLocked" });
  // The values of a part that is locked do not come in through a section that is open.
  const smuggled = { part: "profile", values: { email: "lain@merchant.test" } } as const;
  await expect(proceed(merchant, "BUSINESS_ADDRESS", smuggled)).rejects.toMatchObject({ key: "sectionLocked" });
  const long = { part: "address", values: { street: "x".repeat(70_000) } } as const;
  await expect(proceed(merchant, "BUSINESS_ADDRESS", long)).rejects.toMatchObject({ code: "too_large" });
});

it("names values beside a file that are not accepted, and takes a new file or a new value alone", async () => {
  const merchant = await stage.registered("Toko Nilai Berkas");
  await stage.decide(merchant, refuse("BUSINESS_CONTACT"));
  const save = (value: string) =>
    saveSlotValues({ actor: merchant.actor, input: { slotId: ktp, values: { NO_KTP: value } } });
  await save("33720141019");
  expect(await proceed(merchant, "BUSINESS_CONTACT")).toMatchObject({
    state: "incomplete",
    issues: [{ part: null, slotId: ktp, issues: [{ path: "NO_KTP" }] }],
  });
  await save("3372014101900001");
  expect(await proceed(merchant, "BUSINESS_CONTACT")).toMatchObject({ state: "unchanged" });
  const { id } = await attachPhoto(merchant.actor, ktp, "#336699");
  expect(await proceed(merchant, "BUSINESS_CONTACT")).toEqual({ state: "ready", issues: [] });
  await removeFile({ actor: merchant.actor, input: { fileId: id } });
  await save("3372014101900002");
  expect(await proceed(merchant, "BUSINESS_CONTACT")).toEqual({ state: "ready", issues: [] });
});

it("keeps nothing of a file that was still coming in when the correction was pressed or DOKU decided", async () => {
  const merchant = await stage.registered("Toko Unggah Lambat");
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"), refuse("BUSINESS_BANK"), refuse("BRAND_PHOTO_PROOF"));
  await type(merchant, "address", street);
  async function* coming(meanwhile: () => Promise<unknown>) {
    await meanwhile();
    yield* photo("#336699");
  }
  const attach = (slotId: string, meanwhile: () => Promise<unknown>) =>
    attachFile({
      actor: merchant.actor,
      input: { slotId, content: coming(meanwhile), announcedBytes: null, idempotencyKey: null },
    });
  const approved = attach(photos, () => stage.decide(merchant, { type: "BRAND_PHOTO_PROOF", status: "ACTIVE" }));
  await expect(approved).rejects.toMatchObject({ key: "sectionLocked" });
  const pressed = attach(cover, () => pressSend(merchant.actor));
  await expect(pressed).rejects.toMatchObject({ key: "correctionOnItsWay" });
  const files = await stage.rows("select id from files where application_id = $1 and doku_file_id is null", [
    merchant.applicationId,
  ]);
  expect(files).toEqual([]);
});
