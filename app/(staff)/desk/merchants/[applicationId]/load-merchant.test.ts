import { expect, it } from "vitest";
import { insertDrift } from "@/db/queries/drifts";
import { insertPerson } from "@/db/queries/users";
import { askChange } from "@/lib/changes/ask-change";
import { decideChange } from "@/lib/changes/decide-change";
import { emailIndex } from "@/lib/crypto/tokens";
import type { CallbackType } from "@/lib/domain/sections";
import { cover, street, type } from "@/lib/onboarding/correction-cases.fixture";
import { attachPhoto } from "@/lib/onboarding/ready-application.fixture";
import { kybStage, type Merchant } from "@/lib/testing/kyb-stage";
import { loadMerchant } from "./load-merchant";

const stage = kybStage();
const hourMs = 3_600_000;

async function load({ applicationId }: Merchant, now?: Date) {
  const merchant = await loadMerchant(applicationId, now);
  if (!merchant) throw new Error("nobody there");
  const section = (wanted: CallbackType) => merchant.sections.find((one) => one.type === wanted);
  return { ...merchant, section };
}
const partOf = (merchant: Awaited<ReturnType<typeof load>>, wanted: string) =>
  merchant.parts.find(({ part }) => part === wanted)?.values;

async function staff() {
  const email = "rani@partner.test";
  const userId = await insertPerson(stage.db(), { role: "staff", email, emailIndex: emailIndex(email), name: "Rani" });
  return { kind: "staff" as const, userId };
}

it("shows each attempt with what it changed and why it was refused, and what DOKU has beside the working copy", async () => {
  const merchant = await stage.registered("Toko Dua Kali");
  const notes = [
    { code: "ADDRESS_INCOMPLETE", field: "", message: "Alamat tidak lengkap, NIK 3372015708900001" },
    { code: "X99", field: "", message: "Pos lintang kurang terang" },
  ];
  await stage.decide(merchant, { type: "BUSINESS_ADDRESS", status: "REJECTED", notes });
  const refused = await load(merchant);
  expect(refused.section("BUSINESS_ADDRESS")).toMatchObject({
    state: "rejected",
    clock: null,
    reasons: [
      {
        code: "ADDRESS_INCOMPLETE",
        certain: true,
        unknownAs: null,
        // Whoever may only look sees no number that DOKU quotes.
        note: { message: "Alamat tidak lengkap, NIK •••• •••• •••• 0001" },
      },
      { certain: false, unknownAs: expect.stringMatching(/^[\w-]{43}$/) },
    ],
    attempts: [{ attempt: 1, cause: "registration", state: "rejected", changes: null, reasons: [] }],
  });
  expect(refused).toMatchObject({ standing: "needs_correction", isAtDoku: true, workingCopy: [] });

  await type(merchant, "address", street);
  const typed = await load(merchant);
  const changed = { kind: "field", part: "address", field: "street", before: "Jalan Melati 1", after: street.street };
  expect(typed.workingCopy).toMatchObject([{ type: "BUSINESS_ADDRESS", changes: [changed] }]);
  expect(partOf(typed, "address")).toMatchObject({ street: "Jalan Melati 1" });

  await stage.sendCorrected(merchant);
  const corrected = await load(merchant);
  expect(corrected.workingCopy).toEqual([]);
  expect(partOf(corrected, "address")).toMatchObject({ street: street.street });
  expect(corrected.section("BUSINESS_ADDRESS")).toMatchObject({
    state: "in_review",
    clock: "running",
    reasons: [],
    attempts: [
      { attempt: 2, cause: "correction", state: "in_review", changes: [changed], reasons: [] },
      { attempt: 1, state: "rejected", reasons: [{ code: "ADDRESS_INCOMPLETE" }, { certain: false }] },
    ],
  });
  const words = [...refused.sections, ...corrected.sections].flatMap(({ reasons, attempts }) => [
    ...reasons,
    ...attempts.flatMap((attempt) => attempt.reasons),
  ]);
  expect(words).toHaveLength(4);
  expect(JSON.stringify(words)).not.toContain("3372015708900001");
  expect(corrected.submissions[0]).toMatchObject({ kind: "correction", target: { types: ["BUSINESS_ADDRESS"] } });
  const actions = corrected.timeline.flatMap((entry) => (entry.kind === "deed" ? entry.action : []));
  expect(actions).toEqual(expect.arrayContaining(["correction.submitted", "correction.arrived"]));
});

it("tells where each section's clock stands at the time it is given", async () => {
  const merchant = await stage.registered("Toko Batas Waktu");
  const { submittedAt } = await stage.application(merchant);
  const clocksAfter = async (hours: number) => {
    const { section } = await load(merchant, new Date((submittedAt?.getTime() ?? 0) + hours * hourMs));
    return [section("BUSINESS_BANK")?.clock, section("BRAND_PRODUCT")?.clock];
  };
  expect(await clocksAfter(1)).toEqual(["running", "running"]);
  expect(await clocksAfter(36)).toEqual(["due_soon", "running"]);
  expect(await clocksAfter(48)).toEqual(["overdue", "running"]);
  expect(await clocksAfter(120)).toEqual(["overdue", "overdue"]);
});

it("lists files that DOKU has, that were replaced and that wait, and readings that differed", async () => {
  const merchant = await stage.registered("Toko Berkas");
  await stage.decide(merchant, { type: "BUSINESS_BANK", status: "REJECTED", notes: ["Tidak sesuai"] });
  await attachPhoto(merchant.actor, cover, "#336699");
  const states = async () =>
    (await load(merchant)).files.flatMap(({ slotId, state }) => (slotId === cover ? state : []));
  expect(await states()).toEqual(["at_doku", "not_sent"]);
  await stage.sendCorrected(merchant);
  expect(await states()).toEqual(["replaced", "at_doku"]);

  const { applicationId } = merchant;
  const drift = { type: "BUSINESS_BANK" as const, entityId: "BNK-1", ours: "rejected" as const, dokus: null };
  await insertDrift(stage.db(), { applicationId, ...drift, foundAt: new Date() });
  expect((await load(merchant)).drifts).toMatchObject([{ ...drift, callbackAt: null }]);
});

it("shows who decided a change, with which words, and what the merchant then does", async () => {
  const merchant = await stage.registered("Toko Ganti Alamat");
  await stage.approveAll(merchant);
  const actor = await staff();
  const ask = async (wanted: "BUSINESS_ADDRESS" | "BUSINESS_BANK") =>
    (await askChange({ actor: merchant.actor, input: { type: wanted, reason: "Pindah tempat" } })).changeId;
  const decided = { changeId: await ask("BUSINESS_BANK"), decision: "decline" as const, answer: "Belum ada buktinya" };
  await decideChange({ actor, input: decided });
  const changeId = await ask("BUSINESS_ADDRESS");
  expect((await load(merchant)).changes).toMatchObject([
    { type: "BUSINESS_ADDRESS", state: "asked", reason: "Pindah tempat", decidedByName: null },
    { type: "BUSINESS_BANK", state: "declined", answer: "Belum ada buktinya", decidedByName: "Rani" },
  ]);

  await decideChange({ actor, input: { changeId, decision: "approve", answer: "" } });
  await type(merchant, "address", street);
  expect(await load(merchant)).toMatchObject({
    standing: "live",
    workingCopy: [{ type: "BUSINESS_ADDRESS", changes: [{ field: "street" }] }],
  });
});
