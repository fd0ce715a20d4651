/** What is true of a merchant's retention now, read from the database on the caller's connection. */
import type { Db } from "@/db/client";
import { findApplicationUnscoped, type OwnApplication } from "@/db/queries/applications";
import { listChangesIn } from "@/db/queries/changes";
import { listEntities } from "@/db/queries/kyb";
import { findPartnerSettings } from "@/db/queries/partner";
import { findActivity, listKeptFiles } from "@/db/queries/retention";
import { findLatestSubmission } from "@/db/queries/submissions";
import { isUnderWay } from "../domain/applications";
import { readPartnerSettings } from "../domain/partner-settings";
import { type FileFacts, type RetentionDays, type RetentionKind, retentionKindOf } from "../domain/retention";
import type { CallbackType } from "../domain/sections";

/** The days as staff have set them. */
export async function retentionDays(db: Db): Promise<RetentionDays> {
  const settings = readPartnerSettings((await findPartnerSettings(db))?.values ?? {});
  const { draftDays, refusedDays, warnDays, fileDays } = settings;
  return { draftDays, refusedDays, warnDays, fileDays };
}

export type EraseGround = {
  kind: RetentionKind | null;
  lastDeedAt: Date;
  warnedAt: Date | null;
  canBeWarned: boolean;
  holdAt: Date | null;
};

/** What decides whether everything of the merchant is erased. */
export async function eraseGround(db: Db, { id, state, overall }: OwnApplication): Promise<EraseGround> {
  const { isRevoked, wasLive, canSignIn, ...activity } = await findActivity(db, id);
  const kind = retentionKindOf({ state, overall, isRevoked, wasLive });
  return { kind, ...activity, canBeWarned: canSignIn && !isRevoked };
}

/** What decides which files are deleted; the files with where their content lies. */
export async function fileGround(db: Db, { id, state }: OwnApplication) {
  const files = await listKeptFiles(db, id);
  const entities = await listEntities(db, id);
  const granted = await listChangesIn(db, id, ["approved"]);
  const latest = await findLatestSubmission(db, id);
  return {
    files,
    entities,
    granted: granted.map(({ type }) => type as CallbackType),
    isSending: state !== "submitted" || (latest !== null && isUnderWay(latest.stage)),
  } satisfies FileFacts;
}

/** Whether a mail of warning that is about to leave is still true: nobody did anything since, and nothing holds it. */
export async function isStillWarned(db: Db, applicationId: string): Promise<boolean> {
  const application = await findApplicationUnscoped(db, applicationId);
  if (!application || application.state === "closed") return false;
  const { warnedAt, lastDeedAt, holdAt } = await eraseGround(db, application);
  return warnedAt !== null && warnedAt > lastDeedAt && holdAt === null;
}
