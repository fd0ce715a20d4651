import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { claimMail, releaseAllMails } from "@/db/queries/mails";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import type { StatusMail } from "../domain/mails";
import { closeMail } from "../mail/send-mail";
import { openTestMailbox, type TestMailbox } from "../mail/test-mailbox";
import { sendStatusMail } from "./send-status-mail";
import { addMailMerchant, dueAt, type MailMerchant, mailRow } from "./test-mail-merchant";

let opened: Database;
let mailbox: TestMailbox;
let merchant: MailMerchant;

beforeAll(async () => {
  mailbox = await openTestMailbox();
  process.env.SMTP_URL = mailbox.url;
  opened = await openTestDatabase();
});
afterAll(async () => {
  closeMail();
  await mailbox.close();
  await closeTestDatabase();
});
beforeEach(async () => {
  merchant = await addMailMerchant();
});

const received = () => mailbox.receivers().filter((to) => to === merchant.email).length;
const submitted: StatusMail = { kind: "submitted", facts: {} };
const minutesMs = 60_000;

it("only delays a mail that the mail server does not take", async () => {
  const mailId = await merchant.plan(submitted);
  mailbox.refuseNext();
  await expect(sendStatusMail({ mailId })).rejects.toThrow();
  expect(await mailRow(mailId)).toEqual({ state: "queued", done_at: null });
  await sendStatusMail({ mailId });
  expect(await mailRow(mailId)).toEqual({ state: "sent", done_at: expect.any(Date) });
  expect(received()).toBe(1);
});

it("sends once, though several workers take the same mail, and never again", async () => {
  const mailId = await merchant.plan(submitted);
  await Promise.allSettled([1, 2, 3].map(() => sendStatusMail({ mailId })));
  await sendStatusMail({ mailId });
  expect(received()).toBe(1);
});

it("leaves a mail to the worker that has it, and takes it over when that one is gone", async () => {
  const mailId = await merchant.plan(submitted);
  const ago = (minutes: number) => new Date(Date.now() - minutes * minutesMs);
  await claimMail(opened.db, mailId, ago(1), 5 * minutesMs);
  await expect(sendStatusMail({ mailId })).rejects.toThrow("sent by somebody else");
  expect(received()).toBe(0);
  await opened.executeSql(`update mails set done_at = '${ago(6).toISOString()}' where id = '${mailId}'`);
  await sendStatusMail({ mailId });
  expect(received()).toBe(1);
});

it("takes a mail over at once after a restart of the portal with its embedded database", async () => {
  const [mine, done] = [await merchant.plan(submitted), await (await addMailMerchant()).plan(submitted)];
  await sendStatusMail({ mailId: done });
  await claimMail(opened.db, mine, new Date(), minutesMs);
  await releaseAllMails(opened.db);
  await sendStatusMail({ mailId: mine });
  expect(received()).toBe(1);
  expect(await mailRow(done)).toEqual({ state: "sent", done_at: expect.any(Date) });
});

it("has one Message-ID a mail, so that one sent twice after a crash is folded", async () => {
  const mailId = await merchant.plan(submitted);
  const other = await addMailMerchant();
  const otherId = await other.plan(submitted);
  await sendStatusMail({ mailId });
  await opened.executeSql(`update mails set state = 'queued', done_at = null where id = '${mailId}'`);
  await sendStatusMail({ mailId });
  await sendStatusMail({ mailId: otherId });
  const [first, second] = [await mailbox.next(merchant.email), await mailbox.next(merchant.email)];
  expect(first.raw.messageId).toBe(`<status-${mailId}@localhost>`);
  expect(second.raw.messageId).toBe(first.raw.messageId);
  expect((await mailbox.next(other.email)).raw.messageId).not.toBe(first.raw.messageId);
});

it("keeps a mail of a kind that it does not know for a newer version of itself", async () => {
  const mailId = await merchant.plan(submitted);
  await opened.executeSql(`update mails set kind = 'birthday' where id = '${mailId}'`);
  await expect(sendStatusMail({ mailId })).rejects.toThrow();
  expect(await mailRow(mailId)).toEqual({ state: "queued", done_at: null });
});

it("does nothing for a mail that is gone with its application", async () => {
  const mailId = await merchant.plan(submitted);
  await opened.executeSql(`delete from applications where id = '${merchant.id}'`);
  await sendStatusMail({ mailId });
  expect(received()).toBe(0);
});

describe("skips what is no longer so", () => {
  const bank = "BUSINESS_BANK" as const;
  const refused: StatusMail = { kind: "rejected", facts: { type: bank, attempt: 1, reasons: ["PHOTO_BLURRED"] } };
  const overdue: StatusMail = { kind: "clock_overdue", facts: { types: [bank], dueAt: dueAt.toISOString() } };
  const later = new Date(dueAt.getTime() + minutesMs);
  const cases: [string, (of: MailMerchant) => Promise<StatusMail>][] = [
    [
      "a refusal that was answered",
      (of) =>
        of
          .bankIs("rejected")
          .then(() => of.bankIs("in_review", 2))
          .then(() => refused),
    ],
    ["a refusal of an attempt before this one", (of) => of.bankIs("rejected", 2).then(() => refused)],
    ["a refusal that DOKU took back", (of) => of.bankIs("approved").then(() => refused)],
    ["an approval after a suspension", (of) => of.overallIs("suspended").then(() => ({ kind: "approved", facts: {} }))],
    ["a suspension that is over", (of) => of.overallIs("live").then(() => ({ kind: "suspended", facts: {} }))],
    ["live, but suspended", (of) => of.overallIs("suspended").then(() => ({ kind: "live", facts: { canReceive: 1 } }))],
    ["a clock of a section with a verdict", (of) => of.bankIs("approved").then(() => overdue)],
    [
      "a clock that does not run any more",
      (of) =>
        of
          .bankIs("in_review")
          .then(() => of.dueIs(null))
          .then(() => overdue),
    ],
    [
      "a clock that started anew",
      (of) =>
        of
          .bankIs("in_review")
          .then(() => of.dueIs(later))
          .then(() => overdue),
    ],
  ];
  it.each(cases)("%s", async (_, prepare) => {
    const mailId = await merchant.plan(await prepare(merchant));
    await sendStatusMail({ mailId });
    expect(await mailRow(mailId)).toEqual({ state: "skipped", done_at: expect.any(Date) });
    expect(received()).toBe(0);
  });

  it("everything to somebody who was disabled meanwhile", async () => {
    const mailId = await merchant.plan(submitted);
    await opened.executeSql(`update users set disabled_at = now() where id = '${merchant.ownerId}'`);
    await sendStatusMail({ mailId });
    expect(await mailRow(mailId)).toMatchObject({ state: "skipped" });
    expect(received()).toBe(0);
  });
});
