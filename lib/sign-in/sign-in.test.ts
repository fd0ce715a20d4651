import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Database } from "@/db/client";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex, hashToken } from "../crypto/tokens";
import { AppError } from "../errors";
import { startJobs, stopWorkers } from "../jobs/queue";
import { log } from "../log";
import { closeMail } from "../mail/send-mail";
import { openTestMailbox, type TestMailbox } from "../mail/test-mailbox";
import { codeOf, codeTries, confirmCode, confirmLink, confirmOwnCode } from "./confirm-sign-in";
import { readOwnAttempt, readSignInLink } from "./read-sign-in";
import { repeatSignIn } from "./repeat-sign-in";
import { requestSignIn } from "./request-sign-in";
import { sendSignInMail } from "./send-sign-in-mail";
import { codesADay, linkEveryMs, startConfirmation } from "./start-attempt";

let opened: Database;
let mailbox: TestMailbox;
let person: { userId: string; email: string };
let people = 0;

beforeAll(async () => {
  mailbox = await openTestMailbox();
  process.env.SMTP_URL = mailbox.url;
  opened = await openTestDatabase();
  await startJobs();
});
afterAll(async () => {
  closeMail();
  await Promise.all([stopWorkers(), mailbox.close()]);
  await closeTestDatabase();
});
beforeEach(async () => {
  people += 1;
  const email = `sari${people}@toko.test`;
  const userId = await insertPerson(opened.db, { role: "staff", email, emailIndex: emailIndex(email), name: "Sari" });
  person = { userId, email };
});

const source = "203.0.113.7";
const ask = (email: string, from = source) => requestSignIn({ input: { email }, source: from });

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await opened.executeSql(sql)).rows as Record<string, unknown>[];
}

/** Asks, mails, and reads the mail as its receiver would. */
async function askAndRead(email = person.email) {
  const { attemptId } = await ask(email);
  await sendSignInMail({ attemptId });
  const mail = await mailbox.next(email);
  const token = /\/sign-in\/link\/(\S+)/.exec(mail.text)?.[1] ?? "";
  const code = /\b\d{3} \d{3}\b/.exec(mail.text)?.[0].replace(" ", "") ?? "";
  return { attemptId, token, code, mail };
}
const otherThan = (code: string) => (code === "123456" ? "654321" : "123456");

it("mails a link and a code, of which the database and the job table hold only hashes", async () => {
  const { token, code, mail, attemptId } = await askAndRead();
  expect(token).toHaveLength(43);
  expect(code).toMatch(/^\d{6}$/);
  expect(mail.subject).not.toContain(code);
  expect(mail.html).toContain(`/sign-in/link/${token}`);
  const stored =
    JSON.stringify(await rows(`select * from sign_in_attempts`)) +
    JSON.stringify(await rows(`select * from pgboss.job`));
  expect(stored).toContain(attemptId);
  expect(stored).toContain(hashToken(token));
  for (const secret of [token, code, person.email]) expect(stored).not.toContain(secret);
});

it("treats an unknown address like a known one: rows, work, answer, and what a code answers", async () => {
  const known = await ask(person.email);
  const unknown = await ask("nobody@toko.test");
  const shape = (id: string) =>
    rows(`select link_hash, code_hash, wrong_codes, used_at, expires_at - created_at < interval '11 minutes' as soon
      from sign_in_attempts where id = '${id}'`);
  expect(await shape(unknown.attemptId)).toEqual(await shape(known.attemptId));
  const jobs = (id: string) =>
    rows(`select name, state, retry_limit from pgboss.job where data->>'attemptId' = '${id}'`);
  expect(await jobs(unknown.attemptId)).toEqual(await jobs(known.attemptId));
  expect(await jobs(unknown.attemptId)).toHaveLength(1);

  await sendSignInMail({ attemptId: unknown.attemptId });
  await sendSignInMail({ attemptId: known.attemptId });
  const { text } = await mailbox.next(person.email);
  const code = otherThan(/\b\d{3} \d{3}\b/.exec(text)?.[0].replace(" ", "") ?? "");
  for (let tries = codeTries; tries > 0; tries -= 1) {
    for (const { attemptId } of [known, unknown]) {
      expect((await readOwnAttempt(attemptId)).triesLeft).toBe(tries);
      expect(await confirmCode({ input: { attemptId, code } })).toEqual({ kind: "wrong" });
    }
  }
  for (const { attemptId } of [known, unknown]) {
    expect((await readOwnAttempt(attemptId)).triesLeft).toBe(0);
    expect(await confirmCode({ input: { attemptId, code } })).toEqual({ kind: "over" });
  }
  expect(mailbox.receivers()).not.toContain("nobody@toko.test");
});

it("keeps the end of an attempt where it was set, whoever it is for", async () => {
  const { attemptId } = await ask(person.email);
  const end = () => rows(`select expires_at from sign_in_attempts where id = '${attemptId}'`);
  const before = await end();
  await sendSignInMail({ attemptId });
  expect(await end()).toEqual(before);
});

it("lets one of many parallel uses of a link in", async () => {
  const { token } = await askAndRead();
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => confirmLink({ input: { token } })));
  expect(outcomes.filter(Boolean)).toEqual([{ userId: person.userId }]);
  expect(await readSignInLink(token)).toEqual({ state: "over" });
});

it("lets one of many parallel uses of a code in, and never a link after its code", async () => {
  const { attemptId, code, token } = await askAndRead();
  const outcomes = await Promise.all(Array.from({ length: 4 }, () => confirmCode({ input: { attemptId, code } })));
  expect(outcomes.filter(({ kind }) => kind === "in")).toHaveLength(1);
  expect(await confirmLink({ input: { token } })).toBeNull();
});

it("stops guessing after five codes, in parallel too, even when the sixth is right", async () => {
  const { attemptId, code } = await askAndRead();
  const wrong = otherThan(code);
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, () => confirmCode({ input: { attemptId, code: wrong } })),
  );
  expect(outcomes.filter(({ kind }) => kind === "wrong")).toHaveLength(codeTries);
  expect(await confirmCode({ input: { attemptId, code } })).toEqual({ kind: "over" });
});

it("takes no code that was mailed for another attempt of the same person", async () => {
  const first = await askAndRead();
  const second = await ask(person.email);
  expect(await confirmCode({ input: { attemptId: second.attemptId, code: first.code } })).toEqual({ kind: "wrong" });
});

it("shows who a link is for only behind a mask, and changes nothing by showing it", async () => {
  const { token } = await askAndRead();
  for (let look = 0; look < 3; look += 1) {
    expect(await readSignInLink(token)).toEqual({ state: "open", maskedEmail: "s•••@t•••.test" });
  }
  expect(await confirmLink({ input: { token } })).toEqual({ userId: person.userId });
  expect(await readSignInLink("made-up")).toEqual({ state: "unknown" });
});

it("exchanges an expired link for a new one to the same address", async () => {
  const { attemptId, token, code } = await askAndRead();
  await opened.executeSql(
    `update sign_in_attempts set expires_at = now() - interval '1 second' where id = '${attemptId}'`,
  );
  expect(await readSignInLink(token)).toEqual({ state: "over" });
  expect(await confirmLink({ input: { token } })).toBeNull();
  expect(await confirmCode({ input: { attemptId, code } })).toEqual({ kind: "over" });
  const next = await repeatSignIn({ input: { kind: "link", value: token }, source });
  await sendSignInMail(next);
  expect((await mailbox.next(person.email)).text).not.toContain(token);
  await expect(repeatSignIn({ input: { kind: "link", value: "made-up" }, source })).rejects.toThrow(
    "signIn.unknownLink",
  );
});

it("writes down who came in and who did not, and nothing of what they brought", async () => {
  const lines = vi.spyOn(log, "info");
  const { attemptId, code, token } = await askAndRead();
  await confirmCode({ input: { attemptId, code: otherThan(code) } });
  await confirmLink({ input: { token } });
  await confirmLink({ input: { token } });
  await confirmLink({ input: { token: "made-up" } });
  const { userId } = person;
  const tries = lines.mock.calls.filter(([event]) => event === "sign-in.tried").map(([, fields]) => fields);
  lines.mockRestore();
  expect(tries).toEqual([
    { by: "code", outcome: "wrong", userId },
    { by: "link", outcome: "in", userId },
    { by: "link", outcome: "over", userId },
    { by: "link", outcome: "over", userId: null },
  ]);
});

it("limits requests for one address, known or not, also when they come at once", async () => {
  for (const email of [person.email, `stranger${people}@toko.test`]) {
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => ask(email)));
    const refusals = asked.filter((one) => one.status === "rejected").map((one): unknown => one.reason);
    expect(refusals).toHaveLength(3);
    for (const reason of refusals) expect(reason).toEqual(new AppError("refused", "signIn.tooOften"));
  }
});

it("limits requests from one place, without keeping its address", async () => {
  const from = "198.51.100.9";
  for (let count = 0; count < 100; count += 1) await ask(`flood${count}@toko.test`, from);
  await expect(ask("one-more@toko.test", from)).rejects.toThrow("signIn.tooOften");
  await ask("one-more@toko.test", "198.51.100.10");
  expect(JSON.stringify(await rows("select * from sign_in_attempts"))).not.toContain(from);
});

it("does not let a disabled person ask for or use a mail", async () => {
  const { attemptId } = await ask(person.email);
  await opened.executeSql(`update users set disabled_at = now() where id = '${person.userId}'`);
  const before = mailbox.receivers().length;
  await sendSignInMail({ attemptId });
  expect(mailbox.receivers()).toHaveLength(before);
});

it("throws when the mail server refuses, so that the job is tried again, with a fresh link", async () => {
  const { attemptId } = await ask(person.email);
  mailbox.refuseNext();
  await expect(sendSignInMail({ attemptId })).rejects.toThrow();
  await sendSignInMail({ attemptId });
  const token = /\/sign-in\/link\/(\S+)/.exec((await mailbox.next(person.email)).text)?.[1] ?? "";
  expect(await confirmLink({ input: { token } })).toEqual({ userId: person.userId });
});

it("reads a code with the spaces and dashes people paste", () => {
  expect(["123 456", " 123-456 ", "１２３４５６", "123\u00a0456"].map(codeOf)).toEqual(Array(4).fill("123456"));
  expect(["12345", "1234567", "12345a", ""].map(codeOf)).toEqual(Array(4).fill(null));
});

it("locks nobody out: a stranger who asks from everywhere ends the codes of a day, and the owner still gets a link", async () => {
  const carried = async (attemptId: string) =>
    (await rows(`select carries from sign_in_attempts where id = '${attemptId}'`))[0]?.carries;
  for (let place = 0; place < codesADay; place += 1) {
    const { attemptId } = await ask(person.email, `10.1.0.${place}`);
    expect(await carried(attemptId)).toBe("both");
  }
  // The newest mail is of a moment ago, and one more brings nothing.
  const early = await ask(person.email, "203.0.113.50");
  expect(await carried(early.attemptId)).toBe("none");
  expect(await readOwnAttempt(early.attemptId)).toEqual({ triesLeft: 0, isLinkOnly: true });
  await sendSignInMail(early);
  expect(await confirmCode({ input: { attemptId: early.attemptId, code: "123456" } })).toEqual({ kind: "over" });

  const past = `interval '${linkEveryMs + 1_000} milliseconds'`;
  await opened.executeSql(`update sign_in_attempts set created_at = created_at - ${past}`);
  const before = mailbox.receivers().length;
  const { attemptId } = await ask(person.email, "203.0.113.51");
  expect(await carried(attemptId)).toBe("link");
  await sendSignInMail({ attemptId });
  const { text } = await mailbox.next(person.email);
  expect(mailbox.receivers().length).toBe(before + 1);
  expect(text.replace(/https?:\S+/g, "")).not.toMatch(/\b\d{3} ?\d{3}\b/);
  expect(await confirmCode({ input: { attemptId, code: "123456" } })).toEqual({ kind: "over" });
  const token = /\/sign-in\/link\/(\S+)/.exec(text)?.[1] ?? "";
  expect(await confirmLink({ input: { token } })).toEqual({ userId: person.userId });
});

it("answers for a disabled person as for an unknown address", async () => {
  await opened.executeSql(`update users set disabled_at = now() where id = '${person.userId}'`);
  const disabled = await ask(person.email);
  const unknown = await ask(`nobody${people}@partner.test`);
  const shape = (id: string) =>
    rows(`select user_id, carries, link_hash, code_hash from sign_in_attempts where id = '${id}'`);
  expect(await shape(disabled.attemptId)).toEqual(await shape(unknown.attemptId));
  expect(await readOwnAttempt(disabled.attemptId)).toEqual(await readOwnAttempt(unknown.attemptId));
});

it("keeps a code that proves again who somebody is apart from one that signs in", async () => {
  const { attemptId } = await startConfirmation(person.userId);
  await sendSignInMail({ attemptId });
  const { text, subject } = await mailbox.next(person.email);
  const code = /\b\d{3} \d{3}\b/.exec(text)?.[0].replace(" ", "") ?? "";
  expect(text).not.toContain("/sign-in/link/");
  expect(subject).not.toContain(code);
  expect(await confirmCode({ input: { attemptId, code } })).toEqual({ kind: "over" });
  const signIn = await askAndRead();
  expect(await confirmOwnCode({ input: signIn })).toEqual({ kind: "over" });
  expect(await confirmOwnCode({ input: { attemptId, code } })).toEqual({ kind: "in", userId: person.userId });
  expect(await confirmOwnCode({ input: { attemptId, code } })).toEqual({ kind: "wrong" });
  // Counted apart: what strangers ask for the address does not use this up.
  for (let place = 0; place < codesADay; place += 1) await ask(person.email, `192.0.2.${place}`);
  await startConfirmation(person.userId);
});

it("mails no more codes a day to somebody who is signed in than to who signs in", async () => {
  for (let asked = 0; asked < codesADay; asked += 1) {
    await startConfirmation(person.userId);
    await opened.executeSql(
      "update sign_in_attempts set created_at = created_at - interval '1 hour' where user_id = $1",
      [person.userId],
    );
  }
  await expect(startConfirmation(person.userId)).rejects.toThrow("signIn.enoughToday");
  await opened.executeSql("update sign_in_attempts set created_at = created_at - interval '5 hours'");
  await startConfirmation(person.userId);
});
