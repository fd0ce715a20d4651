/** What the doctor finds, and how it is printed. Nothing here quotes a secret or a person. */

export type Finding = {
  /** What was looked at, in a word or two. */
  check: string;
  /** `warn`: works, and somebody should know. `skipped`: could not be looked at, and that alone is no fault. */
  state: "ok" | "warn" | "broken" | "skipped";
  says: string;
  /** What to do; null when there is nothing. */
  todo: string | null;
};

const marks: Record<Finding["state"], string> = { ok: "✓", warn: "!", broken: "✗", skipped: "–" };

export const found = (check: string, state: Finding["state"], says: string, todo: string | null = null): Finding => ({
  check,
  state,
  says,
  todo,
});

/** One line. */
export const lineOf = ({ check, state, says, todo }: Finding): string =>
  `${marks[state]} ${check}: ${says}${todo ? ` → ${todo}` : ""}`;

/** Node's code of a failed connection, also where it is the cause; null for anything else. */
export function networkCode(error: unknown): string | null {
  if (error instanceof AggregateError) return networkCode(error.errors[0]);
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string" && error.code !== "") return error.code;
  return error.name === "TimeoutError" ? "ETIMEDOUT" : networkCode(error.cause);
}

const plainWords: Record<string, string> = {
  ENOTFOUND: "no machine has that name",
  EAI_AGAIN: "the name could not be looked up",
  EDNS: "the name could not be looked up",
  ECONNREFUSED: "nothing listens there",
  ECONNECTION: "nothing listens there",
  ECONNRESET: "the connection was cut",
  ETIMEDOUT: "no answer in time",
  UND_ERR_CONNECT_TIMEOUT: "no answer in time",
  EHOSTUNREACH: "there is no way to that machine",
  ENETUNREACH: "there is no way to that network",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is its own, signed by nobody",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is signed by nobody who is known",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "it does not send the whole chain of its certificate",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
};

/** Why a connection failed, in plain words with the code to search for. */
export function whyUnreachable(error: unknown): string {
  const code = networkCode(error);
  if (code === null) return "the connection failed";
  const words = plainWords[code];
  return words ? `${words} (${code})` : `the connection failed (${code})`;
}
