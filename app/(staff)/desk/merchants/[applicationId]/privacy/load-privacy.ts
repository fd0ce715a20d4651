import { z } from "zod";
import { type Db, database } from "@/db/client";
import { findApplicationUnscoped, type OwnApplication } from "@/db/queries/applications";
import { findHold } from "@/db/queries/privacy";
import { listSeen } from "@/db/queries/seen";
import { findLatestSubmission } from "@/db/queries/submissions";
import { erasingHindered } from "@/lib/domain/erasing";
import { dueFiles, eraseDays } from "@/lib/domain/retention";
import { eraseGround, fileGround, retentionDays } from "@/lib/privacy/retention-facts";

/** When everything is erased and when the next file is deleted, as the days are set now; null for never, or nobody knows. */
async function loadDue(db: Db, application: OwnApplication, now: Date) {
  const days = await retentionDays(db);
  const ground = await eraseGround(db, application);
  const files = await fileGround(db, application);
  const { ids, nextAt } = dueFiles(files, days, now);
  const keptDays = eraseDays(ground.kind, days);
  return {
    kind: ground.kind,
    keptDays,
    erasedAt: keptDays === null ? null : new Date(ground.lastDeedAt.getTime() + keptDays * 86_400_000),
    filesHere: files.files.length,
    filesAt: ids.length > 0 ? now : nextAt,
    fileDays: days.fileDays,
  };
}

/** What the page of a merchant's data shows; null for an id of nothing and for what is erased. */
export async function loadPrivacy(applicationId: string, now = new Date()) {
  if (!z.uuid().safeParse(applicationId).success) return null;
  const { db } = await database();
  const application = await findApplicationUnscoped(db, applicationId);
  if (!application || application.state === "closed") return null;
  const hold = await findHold(db, applicationId);
  const latest = await findLatestSubmission(db, applicationId);
  const { state } = application;
  return {
    application,
    hold,
    hindered: erasingHindered({ state, holdAt: hold?.at ?? null, stage: latest?.stage ?? null }),
    due: await loadDue(db, application, now),
    seen: await listSeen(db, applicationId),
  };
}
export type Privacy = NonNullable<Awaited<ReturnType<typeof loadPrivacy>>>;
