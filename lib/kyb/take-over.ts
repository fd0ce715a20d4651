/** Takes a reading of Get business data over: DOKU's word where ours differs, each difference noted (contract section 10). */
import type { Tx } from "@/db/client";
import { findApplicationUnscoped, updateApplication } from "@/db/queries/applications";
import { listLatestAttempts } from "@/db/queries/attempts";
import { insertDrift } from "@/db/queries/drifts";
import { listFilesById } from "@/db/queries/files";
import { deleteEntity, listEntities, type StoredEntity, upsertEntity } from "@/db/queries/kyb";
import { findSent } from "@/db/queries/submissions";
import type { BusinessReading } from "../doku/client";
import { enqueue } from "../jobs/queue";
import { entityRefs } from "./entity-refs";
import { laterOf } from "./order";
import { settle } from "./settle";

const key = (entity: { type: string; entityId: string }) => `${entity.type}\n${entity.entityId}`;

/** Our keys of the entities that were read, from what was sent last. */
async function refsOf(tx: Tx, applicationId: string, reading: BusinessReading): Promise<Map<string, string>> {
  const sent = await findSent(tx, applicationId);
  if (!sent) return new Map();
  const rows = await listFilesById(
    tx,
    applicationId,
    sent.files.map(({ fileId }) => fileId),
  );
  const dokuIds = new Map(rows.map(({ id, dokuFileId }) => [id, dokuFileId]));
  const files = sent.files.map((file) => ({ ...file, dokuFileId: dokuIds.get(file.fileId) ?? null }));
  return entityRefs([...reading.entities, ...reading.silent], { contacts: sent.answers.contacts.contacts, files });
}

/**
 * Drops entities of a type that the reading names, but not they: a callback's bare id may have been the event's own,
 * and a row must not stay refused by something that DOKU does not know. Returns whether there were any.
 */
async function forgetUnnamed(
  tx: Tx,
  applicationId: string,
  reading: BusinessReading,
  stored: StoredEntity[],
  startedAt: Date,
): Promise<number> {
  let dropped = 0;
  const named = [...reading.entities, ...reading.silent];
  const types = new Set(named.map(({ type }) => type));
  const keys = new Set(named.map(key));
  for (const { type, entityId, state, changedAt } of stored) {
    if (!types.has(type) || keys.has(key({ type, entityId })) || changedAt > startedAt) continue;
    await deleteEntity(tx, applicationId, type, entityId);
    await insertDrift(tx, { applicationId, type, entityId, ours: state, dokus: null, foundAt: new Date() });
    dropped += 1;
  }
  return dropped;
}

/**
 * Writes what was read and what follows from it. An entity that a callback or a correction changed while the read was
 * under way is left alone and read again: nothing tells whether the read saw that change.
 * @param startedAt when the read was started, on the database's clock
 * @returns how many differences it found
 */
export async function takeOver(
  tx: Tx,
  applicationId: string,
  reading: BusinessReading,
  startedAt: Date,
): Promise<number> {
  const before = new Map((await listEntities(tx, applicationId)).map((entity) => [key(entity), entity]));
  const refs = await refsOf(tx, applicationId, reading);
  const latest = await listLatestAttempts(tx, applicationId);
  let readAgain = false;
  let drifts = 0;
  for (const entity of reading.entities) {
    const { type, entityId, state } = entity;
    const current = before.get(key(entity)) ?? null;
    const isOther = current !== null && current.state !== state;
    // What a correction took away meanwhile was still there when the read was started.
    const isTakenAway = !current && (latest.get(type)?.sentAt ?? startedAt) > startedAt;
    if (isTakenAway || (current && current.changedAt > startedAt && isOther)) {
      readAgain = true;
      continue;
    }
    // The answer's time is in whole seconds, so what the entity itself says may be later.
    const dokuTime = laterOf(laterOf(reading.dokuTime, entity.dokuTime), current?.dokuTime ?? null);
    // A reading has no notes of the operational status; the callback's stay as long as the state does.
    const isSilent = current !== null && !isOther && entity.notes.length === 0;
    const notes = isSilent ? current.notes : entity.notes;
    await upsertEntity(tx, applicationId, { ...entity, notes, dokuTime, ref: refs.get(key(entity)) ?? null }, current);
    if (isOther) {
      const foundAt = new Date();
      await insertDrift(tx, { applicationId, type, entityId, ours: current.state, dokus: state, foundAt });
      drifts += 1;
    }
  }
  drifts += await forgetUnnamed(tx, applicationId, reading, [...before.values()], startedAt);
  // DOKU named them without a status: it has them, and a verdict is still to come. After Create business lite it means
  // that the merchant has not finished there (A `lite-review`).
  const way = (await findApplicationUnscoped(tx, applicationId))?.way;
  const unknown = way === "lite" ? [] : reading.silent.filter((silent) => !before.has(key(silent)));
  for (const entity of unknown) {
    const ref = refs.get(key(entity)) ?? null;
    const silent = { ...entity, ref, state: "in_review" as const, rawStatus: "", notes: [], dokuTime: null };
    await upsertEntity(tx, applicationId, silent, null);
  }
  await updateApplication(
    tx,
    applicationId,
    {
      confirmedAt: new Date(),
      readFailures: 0,
      ...(reading.brandId ? { dokuBrandId: reading.brandId } : {}),
      ...(reading.sharedKey ? { sharedKey: reading.sharedKey } : {}),
    },
    // Who takes note of differences must have seen this one too.
    drifts > 0,
  );
  await settle(tx, applicationId);
  if (readAgain) {
    await enqueue(tx, "read-business", { applicationId, reason: "callback" }, { startAfterSeconds: 2 });
  }
  return drifts;
}
