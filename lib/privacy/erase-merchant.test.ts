import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { eq, getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import { database } from "@/db/client";
import { listFilesById } from "@/db/queries/files";
import { findErased, findOwnerEmail } from "@/db/queries/privacy";
import * as schema from "@/db/schema";
import { writeCheckpoints } from "../audit/checkpoint";
import { checkpointKey } from "../audit/checkpoint-signature";
import { verifyAudit } from "../audit/verify";
import { commentOn } from "../desk/comment";
import { inviteMerchant } from "../desk/invite-merchant";
import { env } from "../env";
import { readyApplication } from "../onboarding/ready-application.fixture";
import { saveDraft } from "../onboarding/save-draft";
import { submitApplication } from "../onboarding/submit-application";
import { kybStage, refuse } from "../testing/kyb-stage";
import { addStaff, sessionOf } from "../testing/staff";
import { eraseMerchant } from "./erase-merchant";
import { finishErasing } from "./finish-erasing";
import { liftHold, placeHold } from "./hold-merchant";

const stage = kybStage();

/** Everything that the database holds, opened where it is sealed: what whoever has the key could read. */
async function dump(): Promise<string> {
  const { db, executeSql } = await database();
  const tables = Object.values(schema).flatMap((one): PgTable[] => (is(one, PgTable) ? [one as PgTable] : []));
  const parts: string[] = [];
  for (const table of tables) {
    const rows = await db.select(getTableColumns(table)).from(table);
    parts.push(...rows.map((row) => `${getTableName(table)} ${JSON.stringify(row)}`));
  }
  const jobs = await executeSql("select data, output from pgboss.job");
  return [...parts, JSON.stringify(jobs.rows)].join("\n");
}

/** What the merchants of these tests typed about themselves; each must be found before, or the test proves nothing. */
const personal = (name: string) => [
  name,
  "Budi Contoh",
  "toko@merchant.test",
  "primary@merchant.test",
  "81234567890",
  "3372014101900001",
  "1234567890",
  "Jalan Melati",
  "17133 - Kali Baru",
  "Toko kelontong",
  "Tidak sesuai",
];

const linesWith = (text: string, values: readonly string[]) =>
  text.split("\n").filter((line) => values.some((value) => line.toLowerCase().includes(value.toLowerCase())));

const storedFiles = async (applicationId: string) =>
  await readdir(join(env().dataDir, "files", applicationId)).catch(() => []);

it("leaves nothing of the person, and a trail that is whole", async () => {
  const admin = await addStaff("Dewi", "admin");
  const merchant = await stage.registered("Warung Melati Jaya");
  const { applicationId } = merchant;
  await stage.decide(merchant, refuse("BUSINESS_BANK"));
  await commentOn({
    actor: admin,
    input: { applicationId, mentions: [], body: "Budi Contoh menelepon, 081234567890" },
  });
  await saveDraft({
    actor: merchant.actor,
    input: { part: "bank", values: { bankId: "014", accountNumber: "1234567890", accountName: "Budi Contoh" } },
  });
  // A file of invitations that is still kept names it beside somebody else.
  const email = await findOwnerEmail(stage.db(), merchant.actor.userId);
  const rows = [
    { line: 2, cells: { email: email.toUpperCase(), name: "Budi Contoh" }, faults: [] },
    { line: 3, cells: { email: "tini@toko.test", name: "Tini" }, faults: [] },
    { line: 4, cells: { email, name: "Budi Contoh" }, faults: [{ path: "email", key: "email.taken" }] },
  ];
  await stage.db().insert(schema.invitationBatches).values({ madeBy: admin.userId, rows, total: 2 });
  const before = await dump();
  for (const value of personal("Warung Melati Jaya")) expect(before, value).toContain(value);
  expect(await storedFiles(applicationId)).not.toEqual([]);

  await eraseMerchant({
    actor: admin,
    sessionId: await sessionOf(admin),
    input: { applicationId, typed: "warung melati jaya" },
  });
  await writeCheckpoints();

  const after = await dump();
  expect(linesWith(after, [...personal("Warung Melati Jaya"), email, "melati"])).toEqual([]);
  expect(after).toContain("tini@toko.test");
  expect(await storedFiles(applicationId)).toEqual([]);
  const { faults } = await verifyAudit({ key: checkpointKey() });
  expect(faults).toEqual([]);
  const application = await stage.application(merchant);
  expect(application).toMatchObject({
    state: "closed",
    businessName: `#${applicationId.slice(0, 8)}`,
    dokuBusinessId: merchant.businessId,
    needs: [],
    nextReadAt: null,
    dueAt: null,
  });
  expect(application.submittedAt).not.toBeNull();
  expect(await findErased(stage.db(), applicationId)).toMatchObject({ why: "request" });
  const standings = await stage.rows<{ standing: string }>(
    "select standing from standing_changes where application_id = $1 order by position",
    [applicationId],
  );
  expect(standings.at(0)?.standing).toBe("invited");
  expect(standings.at(-1)?.standing).toBe("closed");
});

it("takes no callback and no reading afterwards, and frees the address for a new invitation", async () => {
  const admin = await addStaff("Dewi", "admin");
  const merchant = await stage.registered("Warung Kenanga");
  const { applicationId, actor } = merchant;
  const email = await findOwnerEmail(stage.db(), actor.userId);
  await eraseMerchant({
    actor: admin,
    sessionId: await sessionOf(admin),
    input: { applicationId, typed: "Warung Kenanga" },
  });
  await stage.control(`/businesses/${merchant.businessId}/status`, "POST", { type: "BUSINESS", status: "REJECTED" });
  await stage.callbacksArrived(merchant);
  await stage.read(merchant);
  expect(await stage.rows("select 1 from webhook_events where application_id = $1", [applicationId])).toEqual([]);
  expect(linesWith(await dump(), ["Warung Kenanga"])).toEqual([]);
  await expect(
    commentOn({ actor: admin, input: { applicationId, mentions: [], body: "Masih ada?" } }),
  ).rejects.toMatchObject({ key: "erase.erased" });
  const again = { locale: "id" as const, phone: undefined, name: "Budi Contoh", email, businessName: "Warung Baru" };
  const invited = await inviteMerchant({ actor: admin, input: again });
  expect(invited.applicationId).not.toBe(applicationId);
});

it("refuses while on hold, on its way, or with another name", async () => {
  const admin = await addStaff("Dewi", "admin");
  const merchant = await stage.registered("Warung Anggrek");
  const { applicationId } = merchant;
  const sessionId = await sessionOf(admin);
  const erase = (typed = "Warung Anggrek") =>
    eraseMerchant({ actor: admin, sessionId, input: { applicationId, typed } });
  await expect(erase("Warung")).rejects.toMatchObject({ issues: [{ path: "typed", key: "erase.name" }] });
  await placeHold({ actor: admin, input: { applicationId, reason: "Sengketa 12/2026" } });
  await expect(erase()).rejects.toMatchObject({ key: "erase.onHold" });
  await liftHold({ actor: admin, input: { applicationId } });
  await erase();
  await expect(erase()).rejects.toMatchObject({ key: "erase.erased" });

  const sending = await readyApplication("Warung Dahlia");
  await submitApplication({ actor: sending });
  const call = eraseMerchant({
    actor: admin,
    sessionId,
    input: { applicationId: sending.applicationId, typed: "Warung Dahlia" },
  });
  await expect(call).rejects.toMatchObject({ key: "erase.onItsWay" });
});

it("erases nothing for a session that has not just proved who it is", async () => {
  const [admin, other] = [await addStaff("Dewi", "admin"), await addStaff("Sari", "admin")];
  const merchant = await stage.registered("Warung Kamboja");
  const input = { applicationId: merchant.applicationId, typed: "Warung Kamboja" };
  for (const sessionId of [await sessionOf(admin, { isConfirmed: false }), await sessionOf(other)]) {
    const call = eraseMerchant({ actor: admin, sessionId, input });
    await expect(call).rejects.toMatchObject({ code: "refused", key: "confirmAgain" });
  }
  expect(await stage.application(merchant)).toMatchObject({ businessName: "Warung Kamboja" });
  expect(await findErased(stage.db(), merchant.applicationId)).toBeNull();
});

it("deletes later what the storage did not, and what was written meanwhile", async () => {
  const admin = await addStaff("Dewi", "admin");
  const merchant = await stage.registered("Warung Teratai");
  const { applicationId } = merchant;
  await eraseMerchant({
    actor: admin,
    sessionId: await sessionOf(admin),
    input: { applicationId, typed: "Warung Teratai" },
  });
  // As a crash between the commit and the storage leaves it, with a call to DOKU that ended after the commit.
  const left = await stage.rows<{ id: string }>(
    "update files set content_deleted_at = null where application_id = $1 returning id",
    [applicationId],
  );
  await stage.db().insert(schema.dokuCalls).values({
    applicationId,
    endpoint: "get-business",
    method: "GET",
    path: "/",
    outcome: "ok",
    durationMs: 1,
    errorText: "Warung Teratai",
  });
  await finishErasing();
  await finishErasing();
  expect(linesWith(await dump(), ["Warung Teratai"])).toEqual([]);
  const files = await listFilesById(
    stage.db(),
    applicationId,
    left.map(({ id }) => id),
  );
  expect(files.length).toBeGreaterThan(0);
  expect(files.every((file) => file.contentDeletedAt !== null)).toBe(true);
});

it("leaves nobody's numbers in a sample of DOKU's words that others have too, and nothing after the last of them", async () => {
  const admin = await addStaff("Dewi", "admin");
  const names = ["Warung Kamboja", "Warung Cempaka"];
  const owners = [await readyApplication("Warung Kamboja"), await readyApplication("Warung Cempaka")];
  const at = new Date();
  const row = { fingerprint: "words", type: "BUSINESS_BANK" } as const;
  await stage
    .db()
    .insert(schema.noteReasons)
    .values({ ...row, sample: "Pemilik 3372015708900001 terdaftar" });
  for (const { applicationId } of owners) {
    await stage
      .db()
      .insert(schema.refusals)
      .values({ ...row, applicationId, attempt: 1, reason: "OTHER", at });
  }
  const samples: string[] = [];
  const call = { actor: admin, sessionId: await sessionOf(admin) };
  for (const [index, { applicationId }] of owners.entries()) {
    await eraseMerchant({ ...call, input: { applicationId, typed: names[index] ?? "" } });
    const [left] = await stage
      .db()
      .select()
      .from(schema.noteReasons)
      .where(eq(schema.noteReasons.fingerprint, "words"));
    samples.push(left?.sample ?? "gone");
  }
  expect(samples).toEqual(["Pemilik ################ terdaftar", ""]);
});
