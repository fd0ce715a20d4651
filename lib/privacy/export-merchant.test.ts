import { buffer } from "node:stream/consumers";
import { expect, it } from "vitest";
import { listAudit } from "@/db/queries/audit";
import { commentOn } from "../desk/comment";
import { noteOpened, noteReveal } from "../desk/reveal-numbers";
import type { MerchantActor, StaffActor } from "../domain/actor";
import { ktp } from "../onboarding/correction-cases.fixture";
import { kybStage, type Merchant, refuse } from "../testing/kyb-stage";
import { addStaff } from "../testing/staff";
import { unzip } from "../testing/unzip";
import { exportMerchant } from "./export-merchant";
import { keepRetention } from "./keep-retention";

const stage = kybStage();

async function exported(actor: StaffActor | MerchantActor, { applicationId }: Pick<Merchant, "applicationId">) {
  const files = unzip(await buffer(await exportMerchant({ actor, applicationId, partnerName: "Mitra Contoh" })));
  const data = (name: string): unknown => JSON.parse(String(files.get(`data/${name}.json`)));
  return { files, data, text: [...files].map(([name, content]) => (name.endsWith("json") ? content : "")).join("\n") };
}

it("holds all that is kept about the merchant, and nothing of staff, keys or DOKU's wire", async () => {
  const staff = await addStaff("Rani", "manager");
  const merchant = await stage.registered("Toko Ekspor");
  const { applicationId, actor } = merchant;
  await stage.decide(merchant, refuse("BUSINESS_BANK"));
  await commentOn({ actor: staff, input: { applicationId, mentions: [], body: "Rahasia antarpetugas" } });
  await noteOpened({ actor: staff, input: { applicationId } });
  await noteReveal({ actor: staff, input: { applicationId, what: "answers/bank" } });
  const { files, data, text } = await exported(actor, merchant);

  expect(data("account")).toMatchObject({ name: "Budi Contoh", email: expect.stringContaining("@merchant.test") });
  expect(data("business")).toMatchObject({ businessName: "Toko Ekspor", dokuBusinessId: merchant.businessId });
  expect(data("sent-to-doku")).toMatchObject([{ content: { answers: { bank: { accountNumber: "1234567890" } } } }]);
  expect(JSON.stringify(data("answers"))).toContain("3372014101900001");
  expect(JSON.stringify(data("verdicts"))).toContain("Tidak sesuai");
  expect(data("seen-by-staff")).toMatchObject([{ saw: "page" }, { saw: "numbers" }]);
  const listed = data("files") as { slotId: string; file: string; bytes: number }[];
  expect(listed.length).toBeGreaterThan(3);
  for (const { file, bytes } of listed) expect(files.get(file)?.length, file).toBe(bytes);
  // A picture that can be looked at, not what lies encrypted in the storage.
  const card = listed.find(({ slotId }) => slotId === ktp)?.file ?? "";
  expect(files.get(card)?.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));

  const [secrets] = await stage.rows<Record<string, string>>(
    "select webhook_token_hash from applications where id = $1",
    [applicationId],
  );
  expect(text).not.toMatch(/Rahasia antarpetugas|Rani|webhook|sharedKey|requestBody|request_id|storageKey|emailIndex/i);
  expect(text).not.toContain(secrets?.webhook_token_hash);
  expect(text).not.toContain(staff.userId);
  const readme = String(files.get("BACA-SAYA_README.txt"));
  for (const name of files.keys()) if (name.startsWith("data/")) expect(readme).toContain(name);
  expect(readme).toMatch(/Data yang disimpan Mitra Contoh[\s\S]*Data that Mitra Contoh holds/);
});

it("is one row of the trail each time, with who took it", async () => {
  const staff = await addStaff("Rani", "manager");
  const merchant = await stage.registered("Toko Dua Kali");
  await exported(staff, merchant);
  await exported(merchant.actor, merchant);
  const rows = (await listAudit(stage.db(), merchant.applicationId)).filter(({ action }) => action === "data.exported");
  expect(rows.map(({ actorKind }) => actorKind)).toEqual(["staff", "merchant"]);
});

it("is nobody else's, and says which files are gone", async () => {
  const merchant = await stage.registered("Toko Milik Sendiri");
  const other = await stage.registered("Toko Orang Lain");
  await expect(exported(other.actor, merchant)).rejects.toMatchObject({ code: "not_found" });
  await stage.approveAll(merchant);
  await stage.rows("update applications set retention_at = now()");
  await keepRetention(new Date(Date.now() + 31 * 86_400_000));
  const { files, data } = await exported(merchant.actor, merchant);
  expect([...files.keys()].filter((name) => name.startsWith("files/"))).toEqual([]);
  const listed = data("files") as { file: string | null; contentDeletedAt: string | null }[];
  expect(listed.length).toBeGreaterThan(3);
  for (const { file, contentDeletedAt } of listed) expect([file, contentDeletedAt]).toEqual([null, expect.any(String)]);
});

it("reads nothing ahead of who downloads it", async () => {
  const merchant = await stage.registered("Toko Pelan");
  const { applicationId, actor } = merchant;
  const stream = await exportMerchant({ actor, applicationId, partnerName: "Mitra Contoh" });
  const reader = stream.getReader();
  await reader.read();
  // What is removed after the first piece is not in the rest: it was not read yet.
  await stage.rows("update files set content_deleted_at = now() where application_id = $1", [applicationId]);
  const pieces: string[] = [];
  for (let next = await reader.read(); !next.done; next = await reader.read())
    pieces.push(String(Buffer.from(next.value)));
  expect(pieces.join("")).not.toContain("files/contact");
});
