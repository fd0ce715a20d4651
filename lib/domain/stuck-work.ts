/** Why work failed for good, from the kind of its last error. */

export const stuckReasons = [
  "too_long",
  "interrupted",
  "mail_unreachable",
  "mail_sign_in",
  "mail_refused",
  "doku_unavailable",
  "doku_refused",
  "doku_credentials",
  "doku_unreadable",
  "internal",
] as const;
export type StuckReason = (typeof stuckReasons)[number];

/** Codes of nodemailer and of the network below it, and kinds of DokuError. Everything else is a fault of our own. */
const reasonOfCode: Record<string, StuckReason> = {
  ECONNECTION: "mail_unreachable",
  ESOCKET: "mail_unreachable",
  EDNS: "mail_unreachable",
  ETLS: "mail_unreachable",
  ETIMEDOUT: "mail_unreachable",
  ECONNREFUSED: "mail_unreachable",
  ECONNRESET: "mail_unreachable",
  EAUTH: "mail_sign_in",
  ENOAUTH: "mail_sign_in",
  EOAUTH2: "mail_sign_in",
  EENVELOPE: "mail_refused",
  EMESSAGE: "mail_refused",
  EPROTOCOL: "mail_refused",
  unavailable: "doku_unavailable",
  network: "doku_unavailable",
  timeout: "doku_unavailable",
  rate_limited: "doku_unavailable",
  unknown_outcome: "doku_unavailable",
  paused: "doku_unavailable",
  rejected: "doku_refused",
  conflict: "doku_refused",
  not_found: "doku_refused",
  auth: "doku_credentials",
  unreadable: "doku_unreadable",
};

/** @param kind what `errorKind` of lib/log said: the error's class, and its code if it has one */
export function stuckReasonOf(kind: string): StuckReason {
  const [name, code] = kind.split(" ");
  const reason = reasonOfCode[code ?? ""];
  // A database that is away has network codes too, and its errors have a class of their own.
  const isMail = reason?.startsWith("mail_") === true;
  if (!reason || (isMail && name !== "Error")) return "internal";
  return reason;
}
