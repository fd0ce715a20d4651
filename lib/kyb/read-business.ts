/** Reads Get business data, which is the truth when it and our callbacks disagree (contract sections 4 and 10). */
import { database, type Tx } from "@/db/client";
import { findApplicationUnscoped, updateApplication } from "@/db/queries/applications";
import { deleteEntity, listEntities, type StoredEntity, upsertEntity } from "@/db/queries/kyb";
import type { BusinessReading } from "../doku/client";
import { dokuClient } from "../doku-account";
import { type Kind, kindSchema } from "../domain/business";
import { enqueue } from "../jobs/queue";
import { changeApplication } from "../live/change-application";

const key = (entity: { type: string; entityId: string }) => `${entity.type}\n${entity.entityId}`;

function isUnchanged(before: StoredEntity, read: BusinessReading["entities"][number]): boolean {
  return (
    before.state === read.state &&
    before.rawStatus === read.rawStatus &&
    JSON.stringify(before.notes) === JSON.stringify(read.notes)
  );
}

/** DOKU answers in whole seconds, so a reading may seem older than a callback of the same second. */
function laterOf(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a > b ? a : b;
}

/**
 * Drops entities of a type that the reading names, but not they: a callback's bare id may have been the event's own,
 * and a row must not stay refused by something that DOKU does not know.
 */
async function forgetUnnamed(
  tx: Tx,
  applicationId: string,
  reading: BusinessReading,
  stored: StoredEntity[],
  startedAt: Date,
): Promise<void> {
  const named = [...reading.entities, ...reading.silent];
  const types = new Set(named.map(({ type }) => type));
  const keys = new Set(named.map(key));
  for (const entity of stored) {
    const isUnnamed = types.has(entity.type) && !keys.has(key(entity)) && entity.changedAt <= startedAt;
    if (isUnnamed) await deleteEntity(tx, applicationId, entity.type, entity.entityId);
  }
}

/**
 * Takes over what was read. An entity that a callback changed while the read was under way is left alone and read
 * again: nothing tells whether the read saw that change.
 */
async function takeOver(tx: Tx, applicationId: string, reading: BusinessReading, startedAt: Date): Promise<void> {
  const before = new Map((await listEntities(tx, applicationId)).map((entity) => [key(entity), entity]));
  let readAgain = false;
  for (const entity of reading.entities) {
    const current = before.get(key(entity));
    if (current && current.changedAt > startedAt && !isUnchanged(current, entity)) {
      readAgain = true;
      continue;
    }
    const dokuTime = laterOf(reading.dokuTime ?? entity.dokuTime, current?.dokuTime ?? null);
    await upsertEntity(tx, applicationId, { ...entity, dokuTime });
  }
  await forgetUnnamed(tx, applicationId, reading, [...before.values()], startedAt);
  // DOKU named them without a status: it has them, and a verdict is still to come.
  for (const entity of reading.silent.filter((silent) => !before.has(key(silent)))) {
    await upsertEntity(tx, applicationId, { ...entity, state: "in_review", rawStatus: "", notes: [], dokuTime: null });
  }
  await updateApplication(tx, applicationId, {
    confirmedAt: new Date(),
    ...(reading.brandId ? { dokuBrandId: reading.brandId } : {}),
    ...(reading.sharedKey ? { sharedKey: reading.sharedKey } : {}),
  });
  if (readAgain) {
    await enqueue(tx, "read-business", { applicationId, reason: "callback" }, { startAfterSeconds: 2 });
  }
}

/** The job. Throws when DOKU does not answer, so that it is tried again. */
export async function readBusiness({ applicationId }: { applicationId: string }): Promise<void> {
  const { db } = await database();
  const application = await findApplicationUnscoped(db, applicationId);
  if (!application?.dokuBusinessId) return;
  const kind: Kind = kindSchema.parse(application);
  const startedAt = new Date();
  const reading = await dokuClient(applicationId).getBusiness(
    { businessId: application.dokuBusinessId, brandId: application.dokuBrandId },
    kind,
  );
  await changeApplication(applicationId, (tx) => takeOver(tx, applicationId, reading, startedAt));
}
