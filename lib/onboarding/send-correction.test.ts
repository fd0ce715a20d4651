import { expect, it } from "vitest";
import { listAttempts } from "@/db/queries/attempts";
import { listFiles } from "@/db/queries/files";
import type { BusinessRecord, EntityRecord } from "@/sandbox/store/records";
import { askChange } from "../changes/ask-change";
import { decideChange } from "../changes/decide-change";
import type { CallbackType } from "../domain/sections";
import { bodyOf, kybStage, refuse } from "../testing/kyb-stage";
import { pressSend } from "../testing/press-send";
import { correctionCases, cover, person, street, type } from "./correction-cases.fixture";
import { attachPhoto } from "./ready-application.fixture";

const stage = kybStage();

const nameOf = (entity: EntityRecord) =>
  ["BUSINESS_CONTACT", "BUSINESS_DOCUMENT", "BRAND_SOCIAL_MEDIA", "BRAND_PHOTO_PROOF"].includes(entity.type)
    ? entity.name
    : entity.type;
const inReview = ({ entities }: BusinessRecord) =>
  entities
    .filter(({ status }) => status === "UPDATING")
    .map((entity) => `${nameOf(entity)} ${entity.attempt}`)
    .sort();

it.each(correctionCases)(
  "sends $what again, and nothing else",
  async ({ what, options, refused, edit, body, reviewed }) => {
    const merchant = await stage.registered(`Usaha ${what}`, options);
    await stage.approveAll(merchant);
    expect(await stage.application(merchant)).toMatchObject({ overall: "live", dueAt: null });
    const before = await stage.atDoku(merchant);
    const of = (wanted: CallbackType, name?: string) =>
      before.entities.find((entity) => entity.type === wanted && (!name || entity.name === name))?.id ?? "";
    const entityId = of(refused.type, refused.name);
    const note = { code: "X", field: "", message: "Tidak sesuai" };
    await stage.decide(merchant, { type: refused.type, entityId, status: "REJECTED", notes: [note] });
    expect(await stage.application(merchant)).toMatchObject({ overall: "needs_correction", dueAt: null });

    await edit(merchant);
    const pressedAt = new Date();
    const submission = await stage.sendCorrected(merchant);
    expect(submission).toMatchObject({ stage: "done", kind: "correction", attempt: 2, lastFailure: null });
    const files = await listFiles(stage.db(), merchant.applicationId);
    const file = (slot: string) => files.filter(({ slotId }) => slotId === slot).at(-1)?.dokuFileId ?? "";
    expect(bodyOf(submission).business).toEqual({ id: merchant.businessId, ...body({ of, file }) });

    const after = await stage.atDoku(merchant);
    expect(inReview(after)).toEqual(reviewed);
    const mine = await stage.entities(merchant);
    const again = after.entities.filter(({ attempt }) => attempt === 2).map((one) => [one.type, one.id]);
    const reviewing = mine.filter(({ state }) => state === "in_review");
    expect(new Map(reviewing.map((one) => [one.type, one.entityId]))).toEqual(new Map(again as []));
    expect(reviewing.map(({ attempt }) => attempt)).toEqual(again.map(() => 2));
    expect(mine.filter(({ state, attempt }) => state === "approved" && attempt === 1)).toHaveLength(
      mine.length - again.length,
    );

    const attempts = async () =>
      (await listAttempts(stage.db(), merchant.applicationId)).filter((one) => one.type === refused.type);
    const [first, second, ...others] = await attempts();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      attempt: 1,
      cause: "registration",
      state: "rejected",
      notes: [{ ...note, field: null }],
    });
    expect(second).toMatchObject({ attempt: 2, cause: "correction", state: "in_review", submissionId: submission.id });
    expect(second?.sentAt.getTime()).toBeGreaterThanOrEqual(pressedAt.getTime());
    const held = await stage.application(merchant);
    expect(held).toMatchObject({ overall: "settlement_held" });
    expect(held.dueAt?.getTime()).toBe((second?.sentAt.getTime() ?? 0) + 48 * 3_600_000);

    await stage.approveAll(merchant);
    expect((await attempts()).map(({ state }) => state)).toEqual(["rejected", "approved"]);
    expect(await stage.application(merchant)).toMatchObject({ overall: "live", dueAt: null, dueSoonAt: null });
    await stage.read(merchant);
    expect((await stage.entities(merchant)).every(({ state }) => state === "approved")).toBe(true);
    await expect(pressSend(merchant.actor)).rejects.toMatchObject({ key: "sectionLocked" });
  },
);

const updates = async (businessId: string) =>
  (await stage.calls("update")).filter(({ path }) => path.endsWith(businessId)).length;

it("sends what is fixed of three refused sections as one update, and the third stays refused and open", async () => {
  const merchant = await stage.registered("Toko Tiga Bagian");
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"), refuse("BUSINESS_BANK"), refuse("BUSINESS_CONTACT"));
  await type(merchant, "address", street);
  await attachPhoto(merchant.actor, cover, "#336699");
  // Not accepted, so its section is kept back with what was typed.
  await type(merchant, "contacts", { contacts: [{ key: "primary", email: "bukan alamat" }] });
  const submission = await stage.sendCorrected(merchant);
  expect(Object.keys(bodyOf(submission).business)).toEqual(["id", "addresses", "bank_account"]);
  expect(inReview(await stage.atDoku(merchant))).toEqual(
    expect.arrayContaining(["BUSINESS_ADDRESS 2", "BUSINESS_BANK 2"]),
  );
  expect(await updates(merchant.businessId)).toBe(1);
  expect(await stage.entity(merchant, "BUSINESS_CONTACT")).toMatchObject({ state: "rejected", attempt: 1 });
  expect(await stage.application(merchant)).toMatchObject({ overall: "needs_correction" });

  // Payment methods wait for the correction, so their clock starts with it.
  const products = (await listAttempts(stage.db(), merchant.applicationId)).filter(
    (one) => one.type === "BRAND_PRODUCT",
  );
  expect(products).toMatchObject([{ attempt: 1 }, { attempt: 2, submissionId: submission.id }]);

  await expect(pressSend(merchant.actor)).rejects.toMatchObject({ key: "nothingChanged" });
  await type(merchant, "contacts", { contacts: [{ key: "primary", email: "betul@merchant.test" }] });
  const second = await stage.sendCorrected(merchant);
  expect(Object.keys(bodyOf(second).business)).toEqual(["id", "contacts"]);
  expect(second.attempt).toBe(3);
  await stage.approveAll(merchant);
  expect(await stage.application(merchant)).toMatchObject({ overall: "live" });
  // What was sent first is not forgotten by what was sent after it.
  expect((await stage.atDoku(merchant)).data).toMatchObject({
    addresses: [{ name: street.street }],
    contacts: [{ email: "betul@merchant.test" }],
  });
});

it("sends nothing when nothing differs from what DOKU has, also when it was typed and taken back", async () => {
  const merchant = await stage.registered("Toko Tanpa Perubahan");
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"), refuse("BUSINESS_BANK"));
  const press = () => pressSend(merchant.actor);
  await expect(press()).rejects.toMatchObject({ code: "refused", key: "nothingChanged" });
  await type(merchant, "address", street);
  await type(merchant, "address", { street: "  Jalan Melati 1 " });
  await expect(press()).rejects.toMatchObject({ key: "nothingChanged" });
  expect(await stage.latest(merchant)).toMatchObject({ kind: "registration", attempt: 1 });
  expect(await updates(merchant.businessId)).toBe(0);
});

it("uses up no granted change with the correction of a refusal in the same section", async () => {
  const merchant = await stage.registered("PT Izin Tetap", { company: true });
  await stage.approveAll(merchant);
  const asked = { type: "BUSINESS_CONTACT", reason: "Ganti direktur" } as const;
  const { changeId } = await askChange({ actor: merchant.actor, input: asked });
  const staff = { kind: "staff", userId: merchant.actor.userId } as const;
  await decideChange({ actor: staff, input: { changeId, decision: "approve", answer: "" } });
  const other = (await stage.entities(merchant)).find(({ type: of, ref }) => of === "BUSINESS_CONTACT" && ref === "a1");
  await stage.decide(merchant, refuse("BUSINESS_CONTACT", other?.entityId));
  await type(merchant, "contacts", person("a1", "Sari Contoh Wijaya"));
  expect((await stage.sendCorrected(merchant)).target).toMatchObject({
    changeIds: [],
    ids: { contacts: { a1: other?.entityId } },
  });
  await type(merchant, "contacts", person("primary", "Budi Contoh Wijaya"));
  expect((await stage.sendCorrected(merchant)).target).toMatchObject({ changeIds: [changeId] });
});

it("keeps one submission of presses in two tabs, and sends a second correction after a second refusal", async () => {
  const merchant = await stage.registered("Toko Dua Tab");
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  await type(merchant, "address", street);
  const presses = await Promise.all([1, 2, 3].map(() => pressSend(merchant.actor)));
  expect(new Set(presses.map(({ submissionId }) => submissionId)).size).toBe(1);
  await stage.sendCorrected(merchant);
  expect(await updates(merchant.businessId)).toBe(1);

  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  await expect(pressSend(merchant.actor)).rejects.toMatchObject({ key: "nothingChanged" });
  await type(merchant, "address", { street: "Jalan Melati 1 RT 02 RW 03" });
  await stage.sendCorrected(merchant);
  const attempts = (await listAttempts(stage.db(), merchant.applicationId)).filter(
    (one) => one.type === "BUSINESS_ADDRESS",
  );
  expect(attempts.map(({ attempt, state }) => [attempt, state])).toEqual([
    [1, "rejected"],
    [2, "rejected"],
    [3, "in_review"],
  ]);
});
