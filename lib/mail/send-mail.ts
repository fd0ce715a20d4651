/** Outgoing mail over SMTP_URL. One transporter a process, with a few connections kept open. */
import { createTransport, type Transporter } from "nodemailer";
import { env } from "../env";

/** `messageId`, `<…@…>`: the same for every try of one mail, so that mail programs fold what arrived twice. */
export type Mail = { to: string; subject: string; text: string; html: string; messageId?: string };

const connectTimeoutMs = 10_000;
const idleTimeoutMs = 20_000;

const shared = globalThis as typeof globalThis & { sambutMail?: { url: string; transporter: Transporter } };

function transporter(): Transporter {
  const url = env().SMTP_URL;
  if (shared.sambutMail?.url !== url) {
    shared.sambutMail = {
      url,
      transporter: createTransport({
        url,
        pool: true,
        maxConnections: 3,
        connectionTimeout: connectTimeoutMs,
        greetingTimeout: connectTimeoutMs,
        socketTimeout: idleTimeoutMs,
      }),
    };
  }
  return shared.sambutMail.transporter;
}

/** Hands a mail to the mail server. Throws when the server does not take it, so that the job is tried again. */
export async function sendMail(mail: Mail): Promise<void> {
  await transporter().sendMail({
    ...mail,
    from: env().MAIL_FROM,
    // Answers of holiday robots to a sign-in link help nobody.
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
  });
}

/** Lets go of the open connections, when the process stops. */
export function closeMail(): void {
  shared.sambutMail?.transporter.close();
  delete shared.sambutMail;
}
