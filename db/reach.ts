/** Waiting at start for a database on a server, which may be starting too, and saying what to do when it does not come. */
import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "./client";

/** What lies under the errors that the query builder wraps around. */
export function rootCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof Error && cause.cause) cause = cause.cause;
  // Several addresses of one host were tried; they failed alike.
  return cause instanceof AggregateError ? (cause.errors[0] ?? cause) : cause;
}

/** The code of PostgreSQL or of the network; "" when it has none. */
export function codeOf(error: unknown): string {
  const cause = rootCause(error);
  return typeof cause === "object" && cause && "code" in cause && typeof cause.code === "string" ? cause.code : "";
}

/** Refusals that waiting does not mend, and what to do about each. */
const refusals: Record<string, string> = {
  "28P01": "does not take this user or password: mend them",
  "28000": "lets nobody in with this user from here: mend the user, or the server's pg_hba.conf",
  "3D000": "has no database of that name: create it, or mend the name",
  "42501": "does not let this user work in that database: grant it what is missing",
};

/** 3 seconds are what a server beside us needs to start, and a minute more than anybody wants to wait for the sentence. */
const patienceMs = 8_000;
const pauseMs = 500;

/** A server may take a connection and never say a word. */
async function silence(afterMs: number): Promise<never> {
  await delay(afterMs, undefined, { ref: false });
  throw Object.assign(new Error("no answer"), { code: "ETIMEDOUT" });
}

/**
 * Returns once the database answers. It is asked again for a few seconds, because it may be starting; one that refuses us
 * is not.
 * @throws Error with one sentence that says what to do; it names host and port, never user or password
 */
export async function untilDatabaseAnswers({ kind, place, executeSql }: Database, waitMs = patienceMs): Promise<void> {
  const setting = kind === "vercel" ? "POSTGRES_URL" : "DATABASE_URL";
  const until = Date.now() + waitMs;
  for (;;) {
    try {
      await Promise.race([executeSql("select 1"), silence(Math.max(until - Date.now(), pauseMs))]);
      return;
    } catch (error) {
      const code = codeOf(error);
      const refusal = refusals[code];
      if (refusal) throw new Error(`The database at ${place} ${refusal} in ${setting}, and start again.`);
      if (Date.now() + pauseMs >= until) {
        const why = code ? ` (${code})` : "";
        throw new Error(
          `The database at ${place} does not answer${why}: start PostgreSQL there, or mend ${setting}, and start again.`,
        );
      }
    }
    await delay(pauseMs);
  }
}
