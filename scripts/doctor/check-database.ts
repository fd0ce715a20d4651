import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Database, openDatabase } from "../../db/client";
import { isDataDirInUse } from "../../db/data-lock";
import { lastMigrationAt } from "../../db/queries/health";
import { type DokuAccount, dokuAccount } from "../../lib/doku-account";
import type { Env } from "../../lib/env";
import { neededMigration } from "../../lib/health/ready";
import { clockFinding } from "./check-clock";
import { checkKeys } from "./check-keys";
import { type Finding, found, networkCode, whyUnreachable } from "./finding";
import { foreignFolder, runAsOwner } from "./folder-owner";

const lowestVersion = 15;
const check = "Database";

/** `account`: DOKU's credentials as staff have set them; null where the database could not be asked. */
export type DatabaseCheck = { findings: Finding[]; account: DokuAccount | null };

const refusals: Record<string, string> = {
  "28P01": "it does not take this user and password",
  "28000": "it does not let this user in",
  "3D000": "it has no database of that name",
  "42501": "this user may not read there",
  "53300": "it has no connection left for us",
};

function unreachable(error: unknown, setting: string): Finding {
  const why = refusals[networkCode(error) ?? ""];
  return why
    ? found(check, "broken", `PostgreSQL answers, but ${why}.`, `Mend ${setting}.`)
    : found(
        check,
        "broken",
        `PostgreSQL cannot be reached: ${whyUnreachable(error)}.`,
        `Start it, or mend ${setting}.`,
      );
}

async function lookAtVersion({ executeSql, kind }: Database): Promise<Finding> {
  const { rows } = await executeSql("select current_setting('server_version_num')::int as version");
  const version = Math.floor(((rows[0] as { version: number } | undefined)?.version ?? 0) / 10_000);
  if (kind === "pglite") return found(check, "ok", `the embedded one opens (PostgreSQL ${version} inside).`);
  if (version >= lowestVersion) return found(check, "ok", `PostgreSQL ${version} answers.`);
  const todo = `Use PostgreSQL ${lowestVersion} or newer.`;
  return found(check, "broken", `PostgreSQL ${version} is too old.`, todo);
}

async function lookAtMigrations({ executeSql }: Database): Promise<Finding> {
  const last = await lastMigrationAt(executeSql);
  const behind = "They are made at the next start of the portal; nothing to do.";
  if (last === null) return found("Migrations", "warn", "the database is empty.", behind);
  if (last < neededMigration()) return found("Migrations", "warn", "the database is older than this version.", behind);
  if (last === neededMigration()) return found("Migrations", "ok", "the database is as this version needs it.");
  return found("Migrations", "warn", "the database was used by a newer version.", "Do not go back further than one.");
}

async function lookAtClock({ executeSql }: Database): Promise<Finding> {
  const before = Date.now();
  const { rows } = await executeSql("select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms");
  const middle = (before + Date.now()) / 2;
  const ahead = (Number((rows[0] as { ms: number } | undefined)?.ms) - middle) / 1_000;
  return clockFinding("the database's", ahead, 5);
}

/** Looks at a database that is open. */
export async function lookInside(opened: Database): Promise<DatabaseCheck> {
  const findings = [await lookAtVersion(opened)];
  const migrations = await lookAtMigrations(opened);
  findings.push(migrations);
  if (opened.kind !== "pglite") findings.push(await lookAtClock(opened));
  if (migrations.says.includes("empty")) return { findings, account: null };
  const keys = await checkKeys(opened);
  findings.push(...keys);
  // Of an older version the table may look different, and with a wrong key it cannot be read.
  const account = keys.every(({ state }) => state !== "broken") ? await dokuAccount(opened.db).catch(() => null) : null;
  return { findings, account };
}

/** Looks at the database and changes nothing in it. An embedded one writes as it opens: one of another user's than `uid` is left alone. */
export async function checkDatabase(settings: Env, uid = process.getuid?.()): Promise<DatabaseCheck> {
  const { POSTGRES_URL, DATABASE_URL, dataDir } = settings;
  const isEmbedded = !POSTGRES_URL && !DATABASE_URL;
  if (isEmbedded && !existsSync(join(dataDir, "database/PG_VERSION"))) {
    const todo = "The portal makes it at its first start.";
    return { findings: [found(check, "warn", "there is no embedded database yet.", todo)], account: null };
  }
  const foreign = isEmbedded ? foreignFolder(dataDir, uid) : null;
  if (foreign) return { findings: [found(check, "skipped", foreign, runAsOwner)], account: null };
  let opened: Database | undefined;
  try {
    opened = await openDatabase(settings);
    return await lookInside(opened);
  } catch (error) {
    if (isDataDirInUse(error)) {
      const says = "the embedded one is open in the running portal, and only one process can have it open.";
      return { findings: [found(check, "skipped", says, "See what the portal says below.")], account: null };
    }
    if (!isEmbedded)
      return { findings: [unreachable(error, POSTGRES_URL ? "POSTGRES_URL" : "DATABASE_URL")], account: null };
    const says = error instanceof Error && opened === undefined ? error.message : "the embedded one cannot be read.";
    return { findings: [found(check, "broken", says)], account: null };
  } finally {
    await opened?.close().catch(() => {});
  }
}
