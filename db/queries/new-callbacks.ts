/** How callbacks get into the database: what DOKU waits for, so one statement for all that came together, composed once. */
import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { Db } from "../client";
import { codeOf } from "../reach";
import { applications, webhookEvents } from "../schema";
import { isSettingsVersion } from "./partner";

/** A callback whose signature was right. */
export type NewCallback = {
  id: string;
  /** Of the token in its address; a callback to one that is no application's is left out. */
  tokenHash: string;
  requestId: string;
  digest: string;
  body: string;
  type: string | null;
  entityId: string | null;
  status: string | null;
  sentAt: Date | null;
};

const columns = getTableColumns(webhookEvents);
const given = ["id", "requestId", "digest", "body", "type", "entityId", "status", "sentAt"] as const;

/** An array for each column: composing VALUES for a hundred took several times as long as the database needs to store them. */
const columnArrays = sql.join(
  given.map((key) => sql`${sql.placeholder(key)}::${sql.raw(columns[key].getSQLType())}[]`),
  sql`, `,
);
const names = sql.raw(given.map((key) => columns[key].name).join(", "));

/** What each column gets, where that is not what its array holds. */
const made: Partial<Record<keyof typeof columns, SQL>> = {
  applicationId: sql`application.id`,
  tokenHash: sql`callback.token_hash`,
  verified: sql`true`,
  outcome: sql`'received'`,
  why: sql`null`,
  receivedAt: sql`now()`,
  replayedAt: sql`null`,
};
const selected = sql.join(
  Object.entries(columns).map(([key, { name }]) => made[key as keyof typeof columns] ?? sql.raw(`callback.${name}`)),
  sql`, `,
);

const prepare = (db: Db, name: string) =>
  db
    .insert(webhookEvents)
    .select(
      sql`select ${selected}
        from unnest(${sql.placeholder("tokenHash")}::text[], ${columnArrays}) with ordinality as callback (token_hash, ${names}, position)
        join lateral (
          select id from ${applications} where webhook_token_hash = callback.token_hash
          union all select id from ${applications} where next_webhook_token_hash = callback.token_hash
        ) application on true
        where ${isSettingsVersion(sql.placeholder("settingsVersion"))}
        order by callback.position`,
    )
    .onConflictDoNothing()
    .returning({ id: webhookEvents.id, applicationId: webhookEvents.applicationId })
    .prepare(name);

type Statement = ReturnType<typeof prepare>;
const statements = new WeakMap<Db, Statement>();

/** Prepared once a connection, so that the database does not plan it for every group, which takes it as long as ten rows do. */
function statementOn(db: Db): Statement {
  const known = statements.get(db) ?? prepare(db, "insert_callbacks");
  statements.set(db, known);
  return known;
}

/** What a server says behind a pooler that gives every query another of its connections. */
const unknownOrTaken = ["26000", "42P05"];

async function run(db: Db, values: Record<string, unknown>): ReturnType<Statement["execute"]> {
  try {
    return await statementOn(db).execute(values);
  } catch (error) {
    if (!unknownOrTaken.includes(codeOf(error) ?? "")) throw error;
    statements.set(db, prepare(db, ""));
    return await statementOn(db).execute(values);
  }
}

/** A callback as the statement takes it, its body encrypted. */
export type WrittenCallback = { id: string; tokenHash: string; key: string; values: readonly unknown[] };

/** Does what can be done before the statement is due, which others wait for. */
export function writeCallback(callback: NewCallback): WrittenCallback {
  const { id, tokenHash, requestId, digest } = callback;
  const values = given.map((name) => {
    const value = callback[name];
    return value === null ? null : columns[name].mapToDriverValue(value);
  });
  return { id, tokenHash, key: `${tokenHash} ${requestId} ${digest}`, values };
}

/**
 * Stores callbacks in one statement. One that is there already (same application, Request-Id, body) is left out.
 * @param settingsVersion nothing is stored unless the partner's settings have this version; null for any
 * @returns the applications of those that are new, by the callbacks' ids
 */
export async function insertCallbacks(
  db: Db,
  callbacks: readonly WrittenCallback[],
  settingsVersion: number | null,
): Promise<ReadonlyMap<string, string>> {
  if (callbacks.length === 0) return new Map();
  // In one order, so that two groups that hold the same callbacks never wait for each other.
  const sorted = [...callbacks].sort((one, other) => (one.key < other.key ? -1 : 1));
  const arrays = given.map((name, index) => [name, sorted.map(({ values }) => values[index])]);
  const tokenHash = sorted.map((one) => one.tokenHash);
  const rows = await run(db, { ...Object.fromEntries(arrays), tokenHash, settingsVersion });
  return new Map(rows.map(({ id, applicationId }) => [id, applicationId]));
}
