import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, database, setDatabase, type Tx } from "@/db/client";
import { findBatchRows } from "@/db/queries/invitation-batches";
import { insertStaffOnce } from "@/db/queries/invitations";
import { findPersonByEmailIndex } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import { invitationSchema } from "../domain/invitation";
import { maxImportBytes, maxImportRows } from "../domain/invitation-rows";
import { startJobs, stopWorkers } from "../jobs/queue";
import { countUses } from "../limits";
import { eraseMerchant } from "../privacy/erase-merchant";
import { sessionOf } from "../testing/staff";
import { confirmBatch, dropBatch, dropOldBatches, readBatch, storeBatch, takeRest } from "./import-batch";
import { importInvitations } from "./import-invitations";
import { inviteMerchant } from "./invite-merchant";

let opened: Database;
let actor: StaffActor;
let files = 0;

async function staff(email: string): Promise<StaffActor> {
  const values = { email, emailIndex: emailIndex(email), name: "Rina", staffRole: "manager" as const };
  return { kind: "staff", userId: (await insertStaffOnce(opened.db, values)) ?? "" };
}

beforeAll(async () => {
  opened = await openTestDatabase();
  await startJobs();
  actor = await staff("rina@partner.test");
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
});

const fileOf = (rows: string[]) => new TextEncoder().encode(["Nama,Email,Usaha,HP", ...rows].join("\n"));

/** A file of good rows with addresses of its own. */
async function stored(count: number, more: string[] = []) {
  files += 1;
  const emails = Array.from({ length: count }, (_, index) => `m${index}.f${files}@toko.test`);
  const rows = emails.map((email, index) => `Merchant ${index},${email},Toko ${index},0812-3456-7890`);
  const { batchId } = await storeBatch({ actor, input: { bytes: fileOf([...rows, ...more]) } });
  return { batchId, emails, press: { actor, input: { batchId } } };
}

const batchOf = async (batchId: string) => await readBatch(actor, batchId);
async function count(sql: string, values: unknown[] = []): Promise<number> {
  const { rows } = await opened.executeSql(`select count(*)::int as count ${sql}`, values);
  return (rows as { count: number }[])[0]?.count ?? -1;
}
const invitedFrom = (batchId: string) => count("from invitations where batch_id = $1", [batchId]);
const jobsOf = (batchId: string) =>
  count("from pgboss.job where name = 'import-invitations' and data->>'batchId' = $1", [batchId]);

it("keeps what was read sealed, and sends nothing before it is confirmed", async () => {
  const { batchId, emails } = await stored(2, ["Salah,bukan-alamat,Toko,", `Dobel,m0.f${files + 1}@toko.test,Toko,`]);
  expect(await batchOf(batchId)).toMatchObject({
    total: 2,
    confirmedAt: null,
    good: [{ line: 2 }, { line: 3 }],
    bad: [{ line: 4 }, { line: 5, faults: [{ key: "importDuplicate", params: { line: 2 } }] }],
  });
  const { rows } = await opened.executeSql("select * from invitation_batches");
  expect(JSON.stringify(rows)).not.toContain(emails[0]);
  await importInvitations({ batchId });
  expect(await invitedFrom(batchId)).toBe(0);
  expect(await jobsOf(batchId)).toBe(0);
});

it("invites every good row once it is confirmed, however often it is pressed, with mail and audit each", async () => {
  const { batchId, emails, press } = await stored(3, ["Salah,,Toko,"]);
  await Promise.all([confirmBatch(press), confirmBatch(press)]);
  await confirmBatch(press);
  expect(await jobsOf(batchId)).toBe(1);
  await importInvitations({ batchId });
  await importInvitations({ batchId });
  expect(await invitedFrom(batchId)).toBe(3);
  expect(await batchOf(batchId)).toMatchObject({ invited: 3, leftOut: 0, good: [], bad: [{ line: 5 }] });
  for (const email of emails) {
    expect(await findPersonByEmailIndex(opened.db, emailIndex(email))).toMatchObject({ role: "merchant" });
  }
  const ofBatch = "from audit_log where action = 'merchant.invited' and detail->>'batchId' = $1";
  expect(await count(ofBatch, [batchId])).toBe(3);
  expect(
    await count("from audit_log where action = 'invitations.imported' and detail->>'batchId' = $1", [batchId]),
  ).toBe(1);
  const mails = `from pgboss.job j join invitations i on i.id::text = j.data->>'invitationId'
    where j.name = 'send-invitation-mail' and i.batch_id = $1`;
  expect(await count(mails, [batchId])).toBe(3);
});

it("notices addresses that are taken at the preview, and leaves out those that are taken after it", async () => {
  const taken = { name: "Ema", email: "ema@toko.test", businessName: "Toko Ema", locale: "id" };
  await inviteMerchant({ actor, input: invitationSchema.parse(taken) });
  const { batchId, emails, press } = await stored(3, ["Ema, EMA@toko.test ,Toko Ema,"]);
  expect((await batchOf(batchId))?.bad).toMatchObject([{ line: 5, faults: [{ key: "email.taken" }] }]);
  await inviteMerchant({ actor, input: invitationSchema.parse({ ...taken, email: emails[1] }) });
  await confirmBatch(press);
  await importInvitations({ batchId });
  expect(await batchOf(batchId)).toMatchObject({
    invited: 2,
    leftOut: 1,
    bad: [
      { line: 3, faults: [{ path: "email", key: "email.taken" }] },
      { line: 5, faults: [{ key: "email.taken" }] },
    ],
  });
  expect(await takeRest(press)).toHaveLength(2);
  expect(await count("from audit_log where action = 'invitations.rest_downloaded'")).toBe(1);
});

it("invites nobody twice over a crash, wherever it comes", async () => {
  const { batchId, emails, press } = await stored(6);
  await confirmBatch(press);
  const whole = await database();
  for (let crash = 0; crash < 20 && !(await batchOf(batchId))?.doneAt; crash += 1) {
    let left = 1 + (crash % 2);
    const db = new Proxy(whole.db, {
      get(target, name) {
        if (name !== "transaction") return Reflect.get(target, name);
        return async (...[run, ...rest]: Parameters<typeof target.transaction>) => {
          left -= 1;
          // The last one writes its row and is gone before the commit.
          return await target.transaction(
            async (tx) => {
              const done = await run(tx);
              if (left === 0) throw new Error("the process was killed");
              return done;
            },
            ...rest,
          );
        };
      },
    });
    setDatabase({ ...whole, db });
    await importInvitations({ batchId }).catch(() => {});
    setDatabase(whole);
    // Those who were not killed go on.
    if (crash % 3 === 2) await Promise.all([importInvitations({ batchId }), importInvitations({ batchId })]);
  }
  expect(await batchOf(batchId)).toMatchObject({ invited: 6, leftOut: 0, total: 6, doneAt: expect.any(Date) });
  expect(await invitedFrom(batchId)).toBe(6);
  expect(await count("from users where email_index = any($1)", [emails.map(emailIndex)])).toBe(6);
});

it.each([
  ["between two turns", true],
  ["during one", false],
])("leaves nobody out when a merchant of the file is erased %s, and puts nothing of it back", async (_, hasStopped) => {
  const { batchId, emails, press } = await stored(4);
  await confirmBatch(press);
  const [first = ""] = emails;
  const erase = async () => {
    const sql =
      "select a.id, a.business_name from applications a join users u on u.id = a.owner_id where u.email_index = $1";
    const { rows } = await opened.executeSql(sql, [emailIndex(first)]);
    const [{ id, business_name: typed }] = rows as [{ id: string; business_name: string }];
    await eraseMerchant({ actor, sessionId: await sessionOf(actor), input: { applicationId: id, typed } });
  };
  const whole = await database();
  let begun = 0;
  const db = new Proxy(whole.db, {
    get(target, name) {
      if (name !== "transaction") return Reflect.get(target, name);
      return async (...call: Parameters<typeof target.transaction>) => {
        begun += 1;
        if (begun === 2) {
          setDatabase(whole);
          await erase();
          if (hasStopped) throw new Error("the process was killed");
        }
        return await target.transaction(...call);
      };
    },
  });
  setDatabase({ ...whole, db });
  await importInvitations({ batchId }).catch(() => {});
  await importInvitations({ batchId });
  expect(await batchOf(batchId)).toMatchObject({ invited: 4, leftOut: 0, good: [], bad: [], doneAt: expect.any(Date) });
  expect(await count("from users where email_index = any($1)", [emails.slice(1).map(emailIndex)])).toBe(3);
  expect(JSON.stringify(await findBatchRows(opened.db, batchId))).not.toContain(first);
});

it("invites nobody whose merchant was erased before its row came", async () => {
  const { batchId, emails, press } = await stored(2);
  const [first = ""] = emails;
  const typed = { name: "Ema", email: first, businessName: "Toko Singkat", locale: "id" };
  const { applicationId } = await inviteMerchant({ actor, input: invitationSchema.parse(typed) });
  const input = { applicationId, typed: "Toko Singkat" };
  await eraseMerchant({ actor, sessionId: await sessionOf(actor), input });
  expect((await batchOf(batchId))?.good).toMatchObject([{ line: 3 }]);
  await confirmBatch(press);
  await importInvitations({ batchId });
  expect(await batchOf(batchId)).toMatchObject({ invited: 1, leftOut: 1, good: [], bad: [] });
  expect(await findPersonByEmailIndex(opened.db, emailIndex(first))).toBeNull();
});

it("belongs to whoever uploaded it", async () => {
  const { batchId } = await stored(1);
  const other = await staff("sari@partner.test");
  expect(await readBatch(other, batchId)).toBeNull();
  await expect(confirmBatch({ actor: other, input: { batchId } })).rejects.toThrow("notFound");
  await expect(takeRest({ actor: other, input: { batchId } })).rejects.toThrow("notFound");
  await dropBatch({ actor: other, input: { batchId } });
  expect(await batchOf(batchId)).not.toBeNull();
  await dropBatch({ actor, input: { batchId } });
  expect(await batchOf(batchId)).toBeNull();
});

it("counts every merchant of a file towards the day, and a file that does not go counts nothing", async () => {
  const sari = await staff("sari.impor@partner.test");
  const stored = async (rows: string[]) => {
    const { batchId } = await storeBatch({ actor: sari, input: { bytes: fileOf(rows) } });
    return { actor: sari, input: { batchId } };
  };
  const [two, one] = [
    await stored(["A,a@banyak.test,Toko A,", "B,b@banyak.test,Toko B,", "Salah,,Toko,"]),
    await stored(["C,c@banyak.test,Toko C,"]),
  ];
  await countUses(opened.db as Tx, "invitationRow", sari.userId, 2 * maxImportRows - 1);
  for (let press = 0; press < 2; press += 1) {
    await expect(confirmBatch(two)).rejects.toMatchObject({ code: "too_often", key: "limit.invitationRow" });
  }
  // It waits as it was, and what still has room goes.
  expect(await readBatch(sari, two.input.batchId)).toMatchObject({ total: 2, confirmedAt: null, bad: [{ line: 4 }] });
  expect(await jobsOf(two.input.batchId)).toBe(0);
  await Promise.all([confirmBatch(one), confirmBatch(one)]);
  await confirmBatch(one);
  expect(await jobsOf(one.input.batchId)).toBe(1);
  // Nobody else's day is used up, and a new one begins with nothing.
  await expect(confirmBatch(two)).rejects.toThrow("limit.invitationRow");
  await opened.executeSql("update uses set ends_at = now() - interval '1 second'");
  await confirmBatch(two);
  expect(await jobsOf(two.input.batchId)).toBe(1);
});

it("refuses to send a file without a good row, and one that is too big", async () => {
  const { press } = await stored(0, ["Salah,,Toko,"]);
  await expect(confirmBatch(press)).rejects.toThrow("importNothing");
  const bytes = new Uint8Array(maxImportBytes + 1).fill(65);
  await expect(storeBatch({ actor, input: { bytes } })).rejects.toMatchObject({ issues: [{ key: "importTooBig" }] });
});

it("forgets after a day what nobody confirmed, and the rest of what was sent", async () => {
  const [waiting, done, running] = [await stored(1), await stored(1, ["Salah,,Toko,"]), await stored(1)];
  await confirmBatch(done.press);
  await importInvitations({ batchId: done.batchId });
  await confirmBatch(running.press);
  const tomorrow = new Date(Date.now() + 25 * 3600_000);
  await dropOldBatches(new Date(Date.now() + 23 * 3600_000));
  expect(await batchOf(waiting.batchId)).not.toBeNull();
  expect((await batchOf(done.batchId))?.bad).toHaveLength(1);
  await dropOldBatches(tomorrow);
  expect(await batchOf(waiting.batchId)).toBeNull();
  expect(await batchOf(done.batchId)).toMatchObject({ invited: 1, bad: [], good: [] });
  expect((await batchOf(running.batchId))?.good).toHaveLength(1);
});
