import { mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import { noteFileSeen, noteFound, noteOpened, noteReveal } from "../desk/reveal-numbers";
import { kybStage, type Merchant } from "../testing/kyb-stage";
import { addStaff } from "../testing/staff";
import { writeBreachPack } from "./breach-pack";
import { exportMerchant } from "./export-merchant";

const stage = kybStage();
const knownAt = new Date("2026-11-20T03:00:00Z");

async function pack(range: { from: Date; to: Date; memberId?: string }, isEverybody = false, by?: string) {
  const folder = join(mkdtempSync(join(tmpdir(), "sambut-breach-")), "pack");
  const about = { partnerName: "Mitra Contoh", knownAt, isEverybody };
  const maker = by ?? (await addStaff("Dewi", "admin")).email;
  await writeBreachPack({ folder, by: maker, range: { memberId: null, ...range }, ...about });
  const text = (name: string) => readFileSync(join(folder, name), "utf8");
  const rows = (name: string) => parse(text(name), { columns: true, bom: true }) as Record<string, string>[];
  return { folder, names: readdirSync(folder).sort(), text, rows };
}

/** A moment after everything that was written down so far: the trail tells milliseconds, and databases write quicker. */
async function nextMoment(): Promise<Date> {
  const before = Date.now();
  while (Date.now() <= before) await new Promise((resolve) => setImmediate(resolve));
  return new Date();
}

const idOf = ({ applicationId }: Merchant) => applicationId;

it("says who saw what of whom in the range, and names people in one file alone", async () => {
  const [rani, wulan] = [await addStaff("Rani", "manager"), await addStaff("Wulan")];
  const [one, two] = [await stage.registered("Toko Terlihat"), await stage.registered("Toko Tak Terlihat")];
  await noteOpened({ actor: wulan, input: { applicationId: one.applicationId } });
  const from = await nextMoment();
  await noteOpened({ actor: rani, input: { applicationId: one.applicationId } });
  await noteReveal({ actor: rani, input: { applicationId: one.applicationId, what: "answers/bank" } });
  await noteReveal({ actor: rani, input: { applicationId: one.applicationId, what: "answers/contacts" } });
  await noteFileSeen({
    actor: wulan,
    input: { applicationId: one.applicationId, fileId: one.applicationId, slot: "x" },
  });
  await noteFound({ actor: wulan, input: { applicationIds: [one.applicationId], by: "nik" } });
  await exportMerchant({ actor: rani, applicationId: one.applicationId, partnerName: "Mitra" });
  const to = await nextMoment();
  await noteOpened({ actor: wulan, input: { applicationId: two.applicationId } });

  const found = await pack({ from, to });
  expect(found.names).toEqual([
    "SUMMARY.md",
    "accounts.csv",
    "people.csv",
    "reachable.csv",
    "seen.csv",
    "taken-out.csv",
  ]);
  const seen = found
    .rows("seen.csv")
    .map(({ application_id, member_id, kind, times }) => [application_id, member_id, kind, times]);
  expect(seen.sort()).toEqual(
    [
      [idOf(one), rani.userId, "page", "1"],
      [idOf(one), rani.userId, "numbers", "2"],
      [idOf(one), rani.userId, "everything", "1"],
      [idOf(one), wulan.userId, "files", "1"],
      [idOf(one), wulan.userId, "search", "1"],
    ].sort(),
  );
  expect(found.rows("reachable.csv").map((row) => row.application_id)).toEqual(
    expect.arrayContaining([one, two].map(idOf)),
  );
  expect(found.rows("accounts.csv")).toContainEqual(
    expect.objectContaining({ member_id: rani.userId, role: "manager", could_see: expect.stringContaining("exports") }),
  );
  const people = found.rows("people.csv");
  expect(new Set(people.map((row) => row.application_id))).toEqual(new Set([idOf(one)]));
  expect(people.map((row) => row.name)).toContain("Budi Contoh");

  for (const name of found.names.filter((other) => other !== "people.csv")) {
    expect(found.text(name), name).not.toMatch(
      /Budi|Contoh@|@merchant\.test|Toko|Rani|Wulan|3372014101900001|81234567890/,
    );
  }
  for (const name of found.names) expect(statSync(join(found.folder, name)).mode & 0o077, name).toBe(0);
  const summary = found.text("SUMMARY.md");
  expect(summary).toContain("23 November 2026"); // 3x24 hours after it was known
  expect(summary).toMatch(/UU 27\/2022 pasal 46[\s\S]*Law 27\/2022, article 46/);
  expect(summary).not.toMatch(/privacy\.|\{|\}/);
});

it("follows one account alone, and names everybody when all leaked", async () => {
  const [rani, wulan] = [await addStaff("Rani"), await addStaff("Wulan")];
  const merchant = await stage.registered("Toko Satu Akun");
  const { applicationId } = merchant;
  const from = new Date();
  await noteOpened({ actor: rani, input: { applicationId } });
  await noteOpened({ actor: wulan, input: { applicationId } });
  const range = { from, to: new Date(Date.now() + 1) };
  const ofOne = await pack({ ...range, memberId: wulan.userId });
  expect(ofOne.rows("seen.csv").map((row) => row.member_id)).toEqual([wulan.userId]);
  expect(ofOne.rows("accounts.csv").map((row) => row.member_id)).toEqual([wulan.userId]);
  const all = await pack({ from: range.to, to: new Date(Date.now() + 1) }, true);
  expect(all.rows("seen.csv")).toEqual([]);
  expect(all.rows("people.csv").map((row) => row.application_id)).toContain(applicationId);
});

it("is never mixed with another pack", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sambut-breach-"));
  const range = { from: new Date(0), to: new Date(), memberId: null };
  const { email: by } = await addStaff("Dewi", "admin");
  const call = writeBreachPack({ folder, by, range, partnerName: "Mitra", knownAt, isEverybody: false });
  await expect(call).rejects.toThrow(/EEXIST/);
});

it("stands in the trail of whoever makes it, before anything is read, and is made by nobody else", async () => {
  const dewi = await addStaff("Dewi", "admin");
  const range = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-11-02T00:00:00Z") };
  const rows = () => stage.rows("select chain_id, actor_id, detail from audit_log where action = 'breach_pack.made'");
  const before = await rows();
  await expect(pack(range, false, "bukan.siapa-siapa@partner.test")).rejects.toThrow("--by");
  expect(await rows()).toEqual(before);
  await pack(range, true, dewi.email);
  expect(await rows()).toContainEqual({
    chain_id: dewi.userId,
    actor_id: dewi.userId,
    detail: { from: "2026-11-01T00:00:00.000Z", until: "2026-11-02T00:00:00.000Z", isEverybody: true },
  });
  const later = await pack({ from: new Date(Date.now() - 60_000), to: new Date(Date.now() + 1) });
  expect(later.rows("taken-out.csv")).toContainEqual(
    expect.objectContaining({ member_id: dewi.userId, action: "breach_pack.made" }),
  );
});
