/** The mailbox's ear: a plain SMTP server that takes every message and keeps it. */
import { randomUUID } from "node:crypto";
import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerDataStream } from "smtp-server";
import { nowIso } from "@/sandbox/context";
import type { Mail } from "@/sandbox/store/records";
import type { Store } from "@/sandbox/store/store";

const maxMailBytes = 20 * 1024 * 1024;

async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function parseMail(raw: Buffer, envelopeTo: string[]): Promise<Mail> {
  const parsed = await PostalMime.parse(new Uint8Array(raw));
  return {
    id: randomUUID(),
    from: parsed.from?.address ?? "",
    to: envelopeTo,
    subject: parsed.subject ?? "",
    text: parsed.text ?? "",
    html: parsed.html ?? null,
    attachments: parsed.attachments.map((file) => file.filename ?? file.mimeType),
    date: nowIso(),
  };
}

/** Starts the SMTP port. Any name and password will do; nothing is ever sent on. */
export async function startSmtp(store: Store, host: string, port: number) {
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    size: maxMailBytes,
    onAuth: (_auth, _session, done) => done(null, { user: "anyone" }),
    onMailFrom(_address, _session, done) {
      const { mail } = store.state;
      if (!mail.refuse) return done();
      mail.refused += 1;
      store.changed();
      // 451: not now, try again later.
      done(Object.assign(new Error("The mailbox is out of order"), { responseCode: 451 }));
    },
    onData(stream, session, done) {
      readAll(stream)
        .then((raw) =>
          parseMail(
            raw,
            session.envelope.rcptTo.map((recipient) => recipient.address),
          ),
        )
        .then(async (mail) => {
          store.state.mails.push(mail);
          store.changed();
          await store.saved();
          done();
        })
        .catch((error: unknown) => done(error instanceof Error ? error : new Error(String(error))));
    },
  });
  await new Promise<void>((resolve, reject) => {
    // Stays on: later errors are those of single connections, and must not end the process.
    server.on("error", reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
