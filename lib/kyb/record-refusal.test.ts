import { expect, it } from "vitest";
import { street, type as typeAnswer } from "../onboarding/correction-cases.fixture";
import { kybStage, type Merchant, type Verdict } from "../testing/kyb-stage";

const stage = kybStage();

const refusalsOf = ({ applicationId }: Merchant) =>
  stage.rows<{ type: string; attempt: number; reason: string; fingerprint: string; at: Date }>(
    "select type, attempt, reason, fingerprint, at from refusals where application_id = $1 order by at, reason",
    [applicationId],
  );
const decidedOf = ({ applicationId }: Merchant, type: string) =>
  stage.rows<{ attempt: number; state: string; decided_at: Date | null; state_at: Date }>(
    "select attempt, state, decided_at, state_at from section_attempts where application_id = $1 and type = $2 order by attempt",
    [applicationId, type],
  );
const note = (code: string, message: string) => ({ code, field: "address", message });
const verdict = (type: Verdict["type"], status: Verdict["status"], ...notes: unknown[]): Verdict => ({
  type,
  status,
  notes,
});

it("keeps the reasons of each refused attempt, once, and when DOKU first decided", async () => {
  const merchant = await stage.registered("Toko Alasan");
  expect(await decidedOf(merchant, "BUSINESS_ADDRESS")).toMatchObject([{ state: "in_review", decided_at: null }]);
  const refused = verdict(
    "BUSINESS_ADDRESS",
    "REJECTED",
    note("ADDRESS_INCOMPLETE", "Alamat belum lengkap"),
    note("DATA_MISMATCH", "Data tidak sesuai"),
  );
  await stage.decide(merchant, refused, refused);
  const first = await refusalsOf(merchant);
  expect(first.map(({ type, attempt, reason }) => [type, attempt, reason])).toEqual([
    ["BUSINESS_ADDRESS", 1, "ADDRESS_INCOMPLETE"],
    ["BUSINESS_ADDRESS", 1, "DATA_MISMATCH"],
  ]);
  const [decided] = await decidedOf(merchant, "BUSINESS_ADDRESS");
  expect(decided?.decided_at).toEqual(decided?.state_at);

  await typeAnswer(merchant, "address", street);
  await stage.sendCorrected(merchant);
  await stage.decide(
    merchant,
    verdict("BUSINESS_ADDRESS", "REJECTED", note("ADDRESS_INCOMPLETE", "Alamat belum lengkap")),
  );
  expect((await refusalsOf(merchant)).map(({ attempt, reason }) => [attempt, reason])).toEqual([
    [1, "ADDRESS_INCOMPLETE"],
    [1, "DATA_MISMATCH"],
    [2, "ADDRESS_INCOMPLETE"],
  ]);
});

it("keeps the first verdict when DOKU changes its mind, and a refusal without words as another reason", async () => {
  const merchant = await stage.registered("Toko Berubah");
  await stage.decide(merchant, verdict("BUSINESS", "ACTIVE"));
  const [before] = await decidedOf(merchant, "BUSINESS");
  await stage.decide(merchant, verdict("BUSINESS", "REJECTED"));
  const [after] = await decidedOf(merchant, "BUSINESS");
  expect(after).toMatchObject({ state: "rejected", decided_at: before?.decided_at });
  expect(after?.state_at.getTime()).toBeGreaterThan(Number(before?.decided_at?.getTime()));
  expect(await refusalsOf(merchant)).toMatchObject([{ type: "BUSINESS", reason: "OTHER", fingerprint: "" }]);
  await stage.decide(merchant, verdict("BUSINESS", "REJECTED", note("DESCRIPTION_UNCLEAR", "Deskripsi kurang jelas")));
  expect(await refusalsOf(merchant)).toMatchObject([{ type: "BUSINESS", reason: "DESCRIPTION_UNCLEAR" }]);
});

it("does not count what has no verdict, such as a payment method", async () => {
  const merchant = await stage.registered("Toko Metode");
  await stage.decide(merchant, verdict("BRAND_PRODUCT", "REJECTED", note("SERVICE_NOT_ELIGIBLE", "Belum tersedia")));
  expect(await refusalsOf(merchant)).toEqual([]);
});
