/**
 * The data keys of this process, one or more for each purpose, so that no key serves two. They lie wrapped in the database
 * (db/data-keys reads them); here they are open, in memory only.
 */

export const keyPurposes = ["fields", "index", "files", "audit"] as const;
export type KeyPurpose = (typeof keyPurposes)[number];

/** Of every key but the adopted ones, which have the name of the master they were made of. */
export const keyIdLength = 8;

export type DataKey = {
  purpose: KeyPurpose;
  id: string;
  key: Buffer;
  /** From which moment of `performance.now()` on it seals: other processes have to know a new key first. */
  activeAt: number;
  /** It opens what turns up, and seals nothing. */
  isRetired: boolean;
  /** Made of the master by an earlier version: the one of files opens those that name no key. */
  isAdopted: boolean;
};

// Pages, actions, routes and background work are bundled apart but share one process and one globalThis.
const shared = globalThis as typeof globalThis & { sambutKeys?: readonly DataKey[] };

/** Puts the keys in place of those that were held. */
export function holdKeys(keys: readonly DataKey[]): void {
  shared.sambutKeys = keys.toSorted((one, other) => one.activeAt - other.activeAt);
}

export const hasKeys = () => shared.sambutKeys !== undefined;

function held(): readonly DataKey[] {
  if (!shared.sambutKeys) throw new Error("The data keys of this process are not open yet");
  return shared.sambutKeys;
}

/** The key that seals now: the newest that is active. */
export function sealingKey(purpose: KeyPurpose): DataKey {
  const now = performance.now();
  // They are held in the order in which they become active.
  const key = held().findLast((one) => one.purpose === purpose && !one.isRetired && one.activeAt <= now);
  if (!key) throw new Error(`There is no data key for ${purpose}`);
  return key;
}

/** Any key that was ever used, by its id; null for one that this process does not know. */
export function openingKey(purpose: KeyPurpose, id: string): DataKey | null {
  return held().find((key) => key.purpose === purpose && key.id === id) ?? null;
}

/** The key of values that name none, as files of earlier versions; null where there never were any. */
export function adoptedKey(purpose: KeyPurpose): DataKey | null {
  return held().find((key) => key.purpose === purpose && key.isAdopted) ?? null;
}

export const blindIndexKey = () => sealingKey("index").key;
/** 32 bytes from which the pair of keys is made that signs the checkpoints of the audit trail. */
export const auditSeed = () => sealingKey("audit").key;
