/**
 * Whether this process can serve, part by part, for a load balancer and for whoever watches. The words are few and fixed:
 * the address is open to everybody, so it tells no names, no versions and no causes. Those are in the log.
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { database } from "@/db/client";
import { areKeysKnown } from "@/db/data-keys";
import { answersAtAll, lastMigrationAt, readWaitingWork } from "@/db/queries/health";
import { jobNames } from "../jobs/queue";
import { errorKind, log } from "../log";
import { spoolFolder } from "../storage/remove-stale-spools";
import { readBytes, type Storage, storage } from "../storage/storage";
import { probe } from "./probe";
import { isStopping } from "./state";

/**
 * `queue` is "late" while work that could be taken has waited too long. That is a warning and does not make a process unready:
 * all share one queue, so all would be taken out at once, and with them the callbacks, although every page still works.
 */
export type Readiness = {
  ready: boolean;
  process: "serving" | "stopping";
  database: "ok" | "down";
  migrations: "ok" | "behind" | "unknown";
  storage: "ok" | "down";
  keys: "ok" | "missing";
  queue: "ok" | "late" | "unknown";
};

/** Work that waits longer than this is late: a mail to sign in is worth nothing by then. */
export const lateAfterSeconds = 300;

const databasePatienceMs = 2_000;
const storagePatienceMs = 5_000;
const moment = { keptForMs: 1_000, patienceMs: databasePatienceMs };

const askDatabase = probe(async () => answersAtAll((await database()).db), moment);
const askMigrations = probe(async () => lastMigrationAt((await database()).executeSql), {
  keptForMs: 10_000,
  patienceMs: databasePatienceMs,
});
const askQueue = probe(async () => readWaitingWork((await database()).executeSql, jobNames), {
  keptForMs: 5_000,
  patienceMs: databasePatienceMs,
});
const askStorage = probe(() => tryStorage(storage()), { keptForMs: 15_000, patienceMs: storagePatienceMs });

/**
 * Writes a small object, reads it back and removes it. A crash in between leaves it where uploads are received, and it is
 * removed with what those leave.
 * @throws what the storage throws
 */
export async function tryStorage(kept: Storage): Promise<void> {
  const key = `${spoolFolder}/probe-${randomUUID()}`;
  const content = Buffer.from("Sambut was here");
  await kept.put(
    key,
    (async function* () {
      yield content;
    })(),
  );
  try {
    if (!(await readBytes(kept, key)).equals(content)) throw new Error("The storage gave back something else");
  } finally {
    await kept.remove(key);
  }
}

const journal = z.object({ entries: z.array(z.object({ when: z.number() })) });
let newest: number | undefined;

/** When the newest migration that this version needs was made, in milliseconds. */
export function neededMigration(): number {
  const file = join(process.cwd(), "db/migrations/meta/_journal.json");
  newest ??= Math.max(...journal.parse(JSON.parse(readFileSync(file, "utf8"))).entries.map(({ when }) => when));
  return newest;
}

/** Runs one question; a failure is logged with its kind and answered with `otherwise`. */
async function asked<T>(part: string, question: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await question();
  } catch (error) {
    log.warn(`health.${part}`, { error: errorKind(error) });
    return otherwise;
  }
}

/**
 * Never throws, and answers within the longest of the waits above. A database that has more migrations than this version
 * needs is fine: a newer version runs beside this one.
 * @param only "callbacks": storage does not decide, for a load balancer that sends `/api/webhooks/` apart
 */
export async function readReadiness(only?: "callbacks"): Promise<Readiness> {
  const [base, migrations, kept, queue] = await Promise.all([
    asked("database", () => askDatabase().then(() => "ok" as const), "down" as const),
    asked(
      "migrations",
      async () => (((await askMigrations()) ?? 0) >= neededMigration() ? ("ok" as const) : ("behind" as const)),
      "unknown" as const,
    ),
    asked("storage", () => askStorage().then(() => "ok" as const), "down" as const),
    asked(
      "queue",
      async () =>
        (await askQueue()).some((work) => work.oldestSeconds > lateAfterSeconds) ? ("late" as const) : ("ok" as const),
      "unknown" as const,
    ),
  ]);
  const state = isStopping() ? "stopping" : "serving";
  const keepsFiles = kept === "ok" || only === "callbacks";
  // Asked last: reaching the database has the keys read again. Why is in the log, `keys.unread`.
  const keys = areKeysKnown() ? "ok" : "missing";
  const ready = state === "serving" && base === "ok" && migrations === "ok" && keepsFiles && keys === "ok";
  return { ready, process: state, database: base, migrations, storage: kept, keys, queue };
}
