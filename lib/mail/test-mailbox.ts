/** A mail server for a test file: real SMTP on a free port. Set SMTP_URL to its `url` before anything reads settings. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

export type ReceivedMail = { to: string; subject: string; text: string; html: string; raw: Email };

const readMail = async (raw: Buffer): Promise<ReceivedMail> => {
  const mail = await PostalMime.parse(raw);
  const to = mail.to?.[0]?.address ?? "";
  return { to, subject: mail.subject ?? "", text: mail.text ?? "", html: mail.html ?? "", raw: mail };
};

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function openTestMailbox() {
  const received: ReceivedMail[] = [];
  const unread: ReceivedMail[] = [];
  const waiting: { to: string; take: (mail: ReceivedMail) => void }[] = [];
  let refusals = 0;

  const deliver = (mail: ReceivedMail) => {
    received.push(mail);
    const index = waiting.findIndex(({ to }) => to === mail.to);
    const [waiter] = index < 0 ? [] : waiting.splice(index, 1);
    if (waiter) waiter.take(mail);
    else unread.push(mail);
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onData(stream, _session, answer) {
      void readAll(stream).then(async (raw) => {
        if (refusals > 0) {
          refusals -= 1;
          return answer(new Error("Not now"));
        }
        deliver(await readMail(raw));
        answer();
      }, answer);
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;

  return {
    url: `smtp://127.0.0.1:${port}`,
    /** The oldest mail to this address that the test has not read yet; waits for it. */
    next(to: string): Promise<ReceivedMail> {
      const index = unread.findIndex((mail) => mail.to === to);
      const [mail] = index < 0 ? [] : unread.splice(index, 1);
      return mail ? Promise.resolve(mail) : new Promise((take) => waiting.push({ to, take }));
    },
    /** Everybody who got mail, in order. */
    receivers: () => received.map(({ to }) => to),
    /** The next mail is not taken. */
    refuseNext() {
      refusals += 1;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
export type TestMailbox = Awaited<ReturnType<typeof openTestMailbox>>;
