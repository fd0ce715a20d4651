import { createTransport } from "nodemailer";
import { type Finding, found, networkCode, whyUnreachable } from "./finding";

const check = "Mail";
const waitMs = 10_000;

/** Host and port, and never the user or the password. */
function serverOf(smtpUrl: string): string {
  const { hostname, port, protocol } = new URL(smtpUrl);
  return `${hostname}:${port || (protocol === "smtps:" ? "465" : "587")}`;
}

function broken(error: unknown, server: string): Finding {
  const code = networkCode(error);
  if (code === "EAUTH") {
    return found(check, "broken", `${server} does not take this user and password.`, "Mend them in SMTP_URL.");
  }
  if (code === "EENVELOPE" || code === "EMESSAGE") {
    const todo = "Let the server send for the address in MAIL_FROM, or use one that it sends for.";
    return found(check, "broken", `${server} did not take the mail (${code}).`, todo);
  }
  const todo = "Check host, port and smtp:// or smtps:// in SMTP_URL.";
  return found(check, "broken", `${server} cannot be used: ${whyUnreachable(error)}.`, todo);
}

/**
 * Connects, greets and signs in. Sends nothing, unless `to` is given.
 * @param to an address for one mail of a line
 */
export async function checkMail({
  smtpUrl,
  from,
  to,
}: {
  smtpUrl: string;
  from: string;
  to?: string | undefined;
}): Promise<Finding> {
  const server = serverOf(smtpUrl);
  const waits = { connectionTimeout: waitMs, greetingTimeout: waitMs, socketTimeout: waitMs };
  const transport = createTransport({ url: smtpUrl, ...waits });
  try {
    await transport.verify();
    if (!to) return found(check, "ok", `${server} lets us in. Nothing was sent; --mail <address> sends one.`);
    await transport.sendMail({ from, to, subject: "Sambut: a test", text: "Mail from your portal arrives.\n" });
    return found(check, "ok", `${server} took one mail. Look whether it arrived, and not among the spam.`);
  } catch (error) {
    return broken(error, server);
  } finally {
    transport.close();
  }
}
