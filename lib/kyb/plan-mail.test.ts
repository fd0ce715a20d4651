import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { updateLocale } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { type JobHandlers, jobNames, startJobs, startWorkers, stopWorkers } from "../jobs/queue";
import { closeMail } from "../mail/send-mail";
import { openTestMailbox, type TestMailbox } from "../mail/test-mailbox";
import { planMerchantMail, planStaffMail } from "./plan-mail";
import { sendStatusMail } from "./send-status-mail";
import { addMailMerchant, addPerson, dueAt, type MailMerchant } from "./test-mail-merchant";

let opened: Database;
let mailbox: TestMailbox;
let application: MailMerchant;

const idle = Object.fromEntries(jobNames.map((name) => [name, async () => {}])) as unknown as JobHandlers;
const handlers: JobHandlers = { ...idle, "send-status-mail": sendStatusMail };
const rows = async <T>(query: string) => (await opened.executeSql(query)).rows as T[];
const planned = () => rows<{ id: string; receiver_id: string }>("select id, receiver_id from mails");
const jobs = () => rows<{ data: { mailId: string } }>("select data from pgboss.job where name = 'send-status-mail'");

beforeAll(async () => {
  mailbox = await openTestMailbox();
  process.env.SMTP_URL = mailbox.url;
  opened = await openTestDatabase();
  await startJobs();
});
afterAll(async () => {
  await stopWorkers();
  closeMail();
  await mailbox.close();
  await closeTestDatabase();
});
beforeEach(async () => {
  application = await addMailMerchant();
  await opened.executeSql("delete from mails; delete from pgboss.job;");
});

it("plans one mail an occasion, however often and however much at once", async () => {
  const mail = { occasion: "submitted", kind: "submitted", facts: {} } as const;
  const plan = () => opened.db.transaction((tx) => planMerchantMail(tx, application, mail));
  await Promise.all([plan(), plan(), plan()]);
  await plan();
  const [only, ...others] = await planned();
  expect(others).toEqual([]);
  expect(await jobs()).toEqual([{ data: { mailId: only?.id } }]);

  await opened.db.transaction((tx) => planMerchantMail(tx, application, { ...mail, occasion: "submitted:again" }));
  expect(await jobs()).toHaveLength(2);
});

it("plans nothing when the change is rolled back, and leaves the queue without it", async () => {
  await expect(
    opened.db.transaction(async (tx) => {
      await planMerchantMail(tx, application, { occasion: "live:1", kind: "live", facts: { canReceive: 1 } });
      await tx.execute(sql`select 1/0`);
    }),
  ).rejects.toThrow();
  expect(await planned()).toEqual([]);
  expect(await jobs()).toEqual([]);
});

it("writes to every member of staff who may sign in, and keeps facts to codes and numbers", async () => {
  const [one, two, gone] = [await addPerson("staff"), await addPerson("staff"), await addPerson("staff")];
  await opened.executeSql(`update users set disabled_at = now() where id = '${gone.id}'`);
  const mail = {
    occasion: "clock_overdue:2026-03-03T08:00:00.000Z",
    kind: "clock_overdue",
    facts: { types: ["BUSINESS_BANK"], dueAt: "2026-03-03T08:00:00.000Z" },
  } as const;
  const plan = () =>
    opened.db.transaction((tx) =>
      planStaffMail(tx, application, { ...mail, facts: { ...mail.facts, types: [...mail.facts.types] } }),
    );
  await Promise.all([plan(), plan()]);
  expect((await planned()).map((row) => row.receiver_id).sort()).toEqual([one.id, two.id].sort());
  expect(await jobs()).toHaveLength(2);
  const stored = JSON.stringify([await rows("select * from mails"), await jobs()]);
  expect(stored).not.toMatch(/Sari|@toko/);
});

it("sends what was planned by itself, once, though it was planned by three at a time", async () => {
  await startWorkers(handlers);
  const mail = { occasion: "submitted", kind: "submitted", facts: {} } as const;
  const plan = () => opened.db.transaction((tx) => planMerchantMail(tx, application, mail));
  const letter = mailbox.next(application.email);
  await Promise.all([plan(), plan(), plan()]);
  expect((await letter).subject).toContain("Kopi & Roti");
  expect(await jobs()).toHaveLength(1);
  expect(mailbox.receivers().filter((to) => to === application.email)).toHaveLength(1);
});

it("writes to staff in the language of each", async () => {
  const [one, two] = [await addPerson("staff"), await addPerson("staff")];
  await updateLocale(opened.db, two.id, "en");
  await application.bankIs("in_review");
  const facts = { types: ["BUSINESS_BANK" as const], dueAt: dueAt.toISOString() };
  await opened.db.transaction((tx) =>
    planStaffMail(tx, application, { occasion: "clock_due_soon:1", kind: "clock_due_soon", facts }),
  );
  const [first, second] = [await mailbox.next(one.email), await mailbox.next(two.email)];
  expect(first.subject).toBe("Waktu DOKU hampir habis: Kopi & Roti · Sambut");
  expect(second.subject).toBe("DOKU's time is almost up: Kopi & Roti · Sambut");
  for (const { text } of [first, second]) expect(text).toContain(`/desk/merchants/${application.id}`);
});
