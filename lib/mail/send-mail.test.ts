import { afterAll, beforeAll, expect, it } from "vitest";
import { closeMail, sendMail } from "./send-mail";
import { openTestMailbox, type TestMailbox } from "./test-mailbox";

let mailbox: TestMailbox;
beforeAll(async () => {
  mailbox = await openTestMailbox();
  process.env.SMTP_URL = mailbox.url;
});
afterAll(async () => {
  closeMail();
  await mailbox.close();
});

it("writes no line of its head, and to nobody else, because a name has a line break in it", async () => {
  const name = "Toko\r\nBcc: penyusup@merchant.test\r\n\r\n<p>isi";
  const messageId = "<1@portal.test>\r\nX-Sisipan: a";
  await sendMail({ to: "sari@merchant.test", subject: `Undangan dari ${name}`, text: "t", html: "<p>t", messageId });
  const { raw, text } = await mailbox.next("sari@merchant.test");
  expect(mailbox.receivers()).toEqual(["sari@merchant.test"]);
  expect(raw.headers.map(({ key }) => key).filter((key) => ["bcc", "x-sisipan"].includes(key))).toEqual([]);
  expect(text.trim()).toBe("t");
});
