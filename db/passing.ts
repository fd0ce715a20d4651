/** Whether the database refused something only for the moment. */

/** Connection lost, deadlock or serialization, out of room, in use, stopped by an operator. */
const passingClasses = new Set(["08", "40", "53", "55", "57"]);

function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = "code" in error && typeof error.code === "string" ? [error.code] : [];
  // The query builder wraps what the driver threw.
  return [...own, ...codesOf(error.cause)];
}

/** What the driver says, without a code, of a connection that is gone or was not to be had. */
const lost =
  /^(Connection terminated|Client has encountered a connection error|Query read timeout|timeout exceeded when trying to connect)/;

function isLost(error: unknown): boolean {
  return error instanceof Error && (lost.test(error.message) || isLost(error.cause));
}

/** True where the database itself is away, so that nothing else would go better. */
export function isUnreachable(error: unknown): boolean {
  return isLost(error) || codesOf(error).some((code) => /^(08...|57P0.|25P0[34]|E[A-Z]{2,})$/.test(code));
}

/** True for what may go well when it is done again: PostgreSQL's own classes of errors, and lost connections. */
export function isPassing(error: unknown): boolean {
  if (isUnreachable(error)) return true;
  return codesOf(error).some((code) =>
    /^[0-9A-Z]{5}$/.test(code) ? passingClasses.has(code.slice(0, 2)) : /^E[A-Z]+$/.test(code),
  );
}
