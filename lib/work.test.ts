import { afterAll, beforeAll, expect, it } from "vitest";
import { findPersonByEmailIndex } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex } from "./crypto/tokens";
import { stopWorkers } from "./jobs/queue";
import { closeMail } from "./mail/send-mail";
import { openTestMailbox, type TestMailbox } from "./mail/test-mailbox";
import { requestSignIn } from "./sign-in/request-sign-in";
import { openWork, takeWork } from "./work";
import { startWorker } from "./worker";

const staff = "rina.wijaya@partner.test";
let mailbox: TestMailbox;

beforeAll(async () => {
  mailbox = await openTestMailbox();
  Object.assign(process.env, { SMTP_URL: mailbox.url, FIRST_STAFF_EMAIL: staff });
});
afterAll(async () => {
  await stopWorkers(1_000);
  closeMail();
  await mailbox.close();
  await closeTestDatabase();
});

it("is only put in the queue by a process that takes none, and done by one that does", async () => {
  const opened = await openTestDatabase();
  const work = await openWork();
  expect(await findPersonByEmailIndex(opened.db, emailIndex(staff))).not.toBeNull();
  await requestSignIn({ input: { email: staff }, source: "test" });
  const states = async () => (await opened.executeSql("select state from pgboss.job")).rows;
  expect(await states()).toEqual([{ state: "created" }]);
  const stopSweeps = await takeWork(work);
  expect((await mailbox.next(staff)).subject).toContain("Masuk");
  stopSweeps();
  await stopWorkers(1_000);
  await closeTestDatabase();
});

it("is taken though what waits cannot be looked through at the start, as when the database is away for a moment", async () => {
  const { executeSql } = await openTestDatabase();
  const work = await openWork();
  await executeSql("alter table submissions rename to elsewhere");
  const stopSweeps = await takeWork({ ...work, interrupted: ["00000000-0000-4000-8000-000000000000"] });
  await executeSql("alter table elsewhere rename to submissions");
  await requestSignIn({ input: { email: staff }, source: "test" });
  expect((await mailbox.next(staff)).subject).toContain("Masuk");
  stopSweeps();
});

it("is refused beside a portal whose database only one process can have open", async () => {
  await expect(startWorker()).rejects.toThrow(/needs PostgreSQL: set DATABASE_URL or POSTGRES_URL/);
});
