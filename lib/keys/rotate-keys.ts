/**
 * New keys for all that is stored, while portals and workers run. Every step looks at what is there, so that a rotation that
 * was interrupted goes on where it was.
 */
import { setTimeout as delay } from "node:timers/promises";
import { type Database, database } from "@/db/client";
import { keepKeys, keyNoticeMs, newKey, readKeys, unwrapped } from "@/db/data-keys";
import { listDataKeys, lockDataKeys, retireOtherKeys, rewrapDataKey } from "@/db/queries/data-keys";
import { type KeyPurpose, sealingKey } from "../crypto/keys";
import { masterKeys, wrapKey } from "../crypto/master-keys";
import { type Storage, storage } from "../storage/storage";
import { resealFiles } from "./reseal-files";
import { resealValues } from "./reseal-values";

/** What gets new keys. Hashes cannot be made anew without the values, nor old signatures without the old key. */
const renewed = ["fields", "files"] as const satisfies KeyPurpose[];

export type RotationStep =
  | { step: "wrapped"; keys: number; master: string }
  | { step: "begun" | "resumed"; waitMs: number }
  | { step: "values" | "files"; done: number };

export type Rotation = {
  wrapped: number;
  values: number;
  damagedValues: number;
  files: number;
  damagedFiles: number;
  retired: number;
};

/** Wraps with the first master what lies under another one. @returns how many keys */
async function rewrapKeys({ db }: Database): Promise<number> {
  const [master] = masterKeys();
  let count = 0;
  for (const row of await readKeys(db)) {
    if (row.wrappedBy === master.id) continue;
    const wrapped = wrapKey(unwrapped(row), row, master);
    if (await rewrapDataKey(db, row, { wrapped, wrappedBy: master.id })) count += 1;
  }
  return count;
}

/** Makes the new keys, unless an interrupted rotation has. They seal after a while, when every process knows them. */
async function beginOrResume({ db }: Database, noticeMs: number): Promise<"begun" | "resumed"> {
  return await db.transaction(async (tx) => {
    await lockDataKeys(tx);
    const inUse = (await readKeys(tx)).filter(({ retiredAt }) => retiredAt === null);
    if (renewed.some((purpose) => inUse.filter((key) => key.purpose === purpose).length > 1)) return "resumed";
    await keepKeys(tx, renewed.map(newKey), noticeMs);
    return "begun";
  });
}

/** Until all keys in use seal, in milliseconds. */
async function waitOf({ db }: Database): Promise<number> {
  const inUse = (await readKeys(db)).filter(({ retiredAt }) => retiredAt === null);
  return Math.max(0, ...inUse.map(({ activeInMs }) => activeInMs));
}

async function madeAt({ db }: Database, keyId: string): Promise<Date> {
  const row = (await listDataKeys(db)).find(({ id }) => id === keyId);
  if (!row) throw new Error("A data key is gone from the database");
  return row.createdAt;
}

/** What was sealed just before a key began to seal may still be on its way into the database. */
const settleMs = 5_000;

export type RotationSettings = {
  tell: (step: RotationStep) => void;
  kept?: Storage;
  /** How long before it seals a new key is written down. Nobody else has the embedded database open. */
  noticeMs?: number;
};

/**
 * Wraps every key with the first master, makes new keys for fields and files, seals everything anew, and retires the keys
 * before. The embedded database must be this process's alone; a server's is shared with whoever runs.
 * @throws Error with a sentence when a master is missing, rows stay locked or files cannot be reached: run it again then
 */
export async function rotateKeys({ tell, kept = storage(), noticeMs }: RotationSettings): Promise<Rotation> {
  const opened = await database();
  const notice = noticeMs ?? (opened.kind === "pglite" ? 0 : keyNoticeMs);
  const wrapped = await rewrapKeys(opened);
  tell({ step: "wrapped", keys: wrapped, master: masterKeys()[0].id });
  const step = await beginOrResume(opened, notice);
  const waitMs = await waitOf(opened);
  const untilSettled = waitMs > 0 && noticeMs === undefined ? waitMs + settleMs : waitMs;
  tell({ step, waitMs: untilSettled });
  await delay(untilSettled);
  // The database's clock decides, and ours may have been a little faster.
  while ((await waitOf(opened)) > 0) await delay(10);
  const begunAt = await madeAt(opened, sealingKey("files").id);
  const ids = { fields: sealingKey("fields").id, files: sealingKey("files").id };
  return await opened.unlimited(async () => {
    const values = await resealValues(ids.fields, (done) => tell({ step: "values", done }));
    const files = await resealFiles(kept, { id: ids.files, begunAt }, (done) => tell({ step: "files", done }));
    const retired = await retireOtherKeys(opened.db, renewed, Object.values(ids));
    await readKeys(opened.db);
    return {
      wrapped,
      values: values.values,
      damagedValues: values.damaged,
      files: files.files,
      damagedFiles: files.damaged,
      retired,
    };
  });
}
