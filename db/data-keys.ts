/**
 * How a process comes by its data keys: they are opened when the database is, and read again now and then, so that every
 * process knows a new one before any of them seals with it (lib/keys/rotate-keys).
 */
import { randomBytes } from "node:crypto";
import { type DataKey, holdKeys, type KeyPurpose, keyIdLength, keyPurposes } from "../lib/crypto/keys";
import { derivedKey, type MasterKey, masterKeys, unwrapKey, wrapKey } from "../lib/crypto/master-keys";
import { unseal } from "../lib/crypto/seal";
import { log } from "../lib/log";
import type { Database, Db } from "./client";
import { isUnreachable } from "./passing";
import { hasDataKeys, insertDataKeys, listDataKeys, lockDataKeys, type WrappedKey } from "./queries/data-keys";
import { findSealedSample } from "./queries/health";

const otherwise = "or set the database that belongs to this key";

function masterOf(id: string): MasterKey {
  const master = masterKeys().find((one) => one.id === id);
  if (master) return master;
  const held = masterKeys()
    .map((one) => `"${one.id}"`)
    .join(", ");
  throw new Error(
    `ENCRYPTION_KEY lacks the key "${id}", without which nothing in this database can be read; it holds ${held}. Add "${id}" behind a comma, ${otherwise}.`,
  );
}

const isAnother = (id: string, cause: unknown) =>
  new Error(
    `The key "${id}" in ENCRYPTION_KEY is not the key of that name that this database was filled with, so nothing in it can be read. Set the earlier key again, ${otherwise}.`,
    { cause },
  );

/** @throws Error with a sentence that names the master key that is missing or another one */
export function unwrapped(row: WrappedKey): Buffer {
  const master = masterOf(row.wrappedBy);
  try {
    return unwrapKey(row.wrapped, row, master);
  } catch (cause) {
    throw isAnother(row.wrappedBy, cause);
  }
}

function opened(row: WrappedKey): DataKey {
  const { purpose, id, isAdopted, activeInMs, retiredAt } = row;
  const activeAt = performance.now() + activeInMs;
  return { purpose, id, key: unwrapped(row), activeAt, isRetired: retiredAt !== null, isAdopted };
}

const adopted = (purpose: KeyPurpose, master: MasterKey): DataKey => ({
  purpose,
  id: master.id,
  key: derivedKey(master, purpose),
  activeAt: 0,
  isRetired: false,
  isAdopted: true,
});

/** A key that nothing was ever sealed with, not yet kept anywhere. */
export const newKey = (purpose: KeyPurpose): DataKey => ({
  purpose,
  id: randomBytes((keyIdLength * 3) / 4).toString("base64url"),
  key: randomBytes(32),
  activeAt: 0,
  isRetired: false,
  isAdopted: false,
});

/** For what a process seals and opens alone, without a database. */
export const holdFreshKeys = (): void => holdKeys(keyPurposes.map(newKey));

/**
 * What a database without data keys begins with: those that an earlier version made of the master, when it holds anything
 * that one of them opens, and else fresh ones.
 */
async function firstKeys({ executeSql }: Pick<Database, "executeSql">): Promise<DataKey[]> {
  const sample = await findSealedSample(executeSql);
  if (!sample) return keyPurposes.map(newKey);
  const master = masterOf(sample.sealed.split(".")[1] ?? "");
  const keys = keyPurposes.map((purpose) => adopted(purpose, master));
  holdKeys(keys);
  try {
    unseal(sample.sealed, sample.context);
  } catch (cause) {
    throw isAnother(master.id, cause);
  }
  return keys;
}

/** Writes keys down, wrapped by the first master. */
export async function keepKeys(db: Db, keys: readonly DataKey[], activeInMs = 0): Promise<void> {
  const [master] = masterKeys();
  const rows = keys.map((key) => {
    const { purpose, id, isAdopted } = key;
    return { purpose, id, isAdopted, wrapped: wrapKey(key.key, key, master), wrappedBy: master.id, activeInMs };
  });
  await insertDataKeys(db, rows);
}

/** What this process knows of its keys' age: two clocks, because one of them stands still while a machine sleeps. */
type Read = { at: number; monotonic: number; again: Promise<void> | null; hasFailed: boolean };
const shared = globalThis as typeof globalThis & { sambutKeysRead?: Read | undefined };

/** Opens the kept keys and holds them. @throws Error, as `unwrapped` */
export async function readKeys(db: Db): Promise<WrappedKey[]> {
  const rows = await listDataKeys(db);
  if (rows.length === 0) return rows;
  holdKeys(rows.map(opened));
  shared.sambutKeysRead = { at: Date.now(), monotonic: performance.now(), again: null, hasFailed: false };
  return rows;
}

/** Whether this process knows every key: one that lacks a master cannot read what others seal. */
export const areKeysKnown = (): boolean => !shared.sambutKeysRead?.hasFailed;

const readAgainAfterMs = 10_000;
/** Nobody works on with keys that are older. */
const staleAfterMs = 30_000;
/** So long a new key is known before it seals. */
export const keyNoticeMs = 2 * staleAfterMs;

async function readAgain({ db }: Database, last: Read): Promise<void> {
  try {
    await readKeys(db);
  } catch (error) {
    if (isUnreachable(error)) throw error;
    // The keys that it has still open what they sealed; a setting that lacks a master is mended by a person.
    log.error("keys.unread", { error: error instanceof Error ? error.message : "unknown" });
    shared.sambutKeysRead = { at: Date.now(), monotonic: performance.now(), again: null, hasFailed: true };
  } finally {
    last.again = null;
  }
}

/**
 * Has the keys read again when they are older than a few seconds, and waits for it only when they are much older: a caller
 * may be in a transaction, and hold the connection that reading needs. Other processes never have the embedded database.
 */
export async function keepKeysFresh(database: Database): Promise<void> {
  const last = shared.sambutKeysRead;
  if (!last || database.kind === "pglite") return;
  const ageMs = Math.max(Date.now() - last.at, performance.now() - last.monotonic);
  if (ageMs < readAgainAfterMs) return;
  last.again ??= readAgain(database, last);
  if (ageMs < staleAfterMs) last.again.catch(() => {});
  else await last.again;
}

/**
 * Whether ENCRYPTION_KEY opens this database, whatever version it is of; writes nothing.
 * @returns false when there is nothing to open yet
 * @throws Error with a sentence that names the key that is missing or another one
 */
export async function requireKeys({ db, executeSql }: Pick<Database, "db" | "executeSql">): Promise<boolean> {
  if ((await hasDataKeys(executeSql)) && (await readKeys(db)).length > 0) return true;
  const [first] = await firstKeys({ executeSql });
  return first?.isAdopted ?? false;
}

/** Opens the keys of a migrated database; the first process makes them. @throws Error, as `requireKeys` */
export async function openKeys(database: Database): Promise<void> {
  const { db, executeSql } = database;
  if ((await readKeys(db)).length > 0) return;
  // Asked outside of the transaction, on whose connection the embedded database would wait for itself.
  const first = await firstKeys({ executeSql });
  await db.transaction(async (tx) => {
    await lockDataKeys(tx);
    if ((await listDataKeys(tx)).length === 0) await keepKeys(tx, first);
  });
  await readKeys(db);
}
