/** DOKU may change what it asks for while an application is being filled in: it is asked again now and then. */
import { database } from "@/db/client";
import { findApplicationUnscoped, findRequirementSet, upsertRequirementSet } from "@/db/queries/applications";
import { emitAudit } from "../audit/emit";
import { dokuClient } from "../doku-account";
import { isEditable } from "../domain/applications";
import { afterReading } from "../domain/requirement-changes";
import { changeApplication } from "../live/change-application";
import { errorKind, log } from "../log";
import { chosenKind } from "./application-form";
import { kindKeyOf } from "./choose-kind";

const maxAgeMs = 6 * 3_600_000;
/** After a failure DOKU is left alone for a while, so that an outage does not slow down every page. */
const pauseMs = 5 * 60_000;
const maxWaitMs = 3_000;

const shared = globalThis as typeof globalThis & { sambutRequirementReads?: Map<string, number> };

/**
 * Reads the requirements again when they are older than six hours. What changed is kept beside the list until the
 * merchant has seen it. Throws DokuError when DOKU cannot be reached.
 */
export async function refreshRequirements(applicationId: string, now = new Date()): Promise<void> {
  const { db } = await database();
  const application = await findApplicationUnscoped(db, applicationId);
  const set = await findRequirementSet(db, applicationId);
  const kind = application && isEditable(application.state) ? chosenKind(application) : null;
  if (!kind || !set || now.getTime() - set.fetchedAt.getTime() < maxAgeMs) return;
  const requirements = await (await dokuClient(applicationId)).checkRequirements(kind);
  await changeApplication(applicationId, async (tx, locked) => {
    const current = await findRequirementSet(tx, applicationId);
    // The merchant may have chosen another kind, or sent everything, while DOKU was answering.
    if (!current || current.kindKey !== kindKeyOf(kind) || !isEditable(locked.state)) return;
    const { isNews, previous, changedAt } = afterReading(current, requirements, now);
    await upsertRequirementSet(tx, applicationId, { kindKey: current.kindKey, requirements, previous, changedAt });
    if (isNews) await emitAudit(tx, { applicationId, actor: { kind: "system" }, action: "requirements.changed" });
  });
}

/** The same for a page that is about to be shown: waits 3 seconds at most and never fails. */
export async function refreshRequirementsSoon(applicationId: string): Promise<void> {
  shared.sambutRequirementReads ??= new Map();
  const reads = shared.sambutRequirementReads;
  if (Date.now() - (reads.get(applicationId) ?? 0) < pauseMs) return;
  reads.set(applicationId, Date.now());
  const read = refreshRequirements(applicationId).then(
    () => void reads.delete(applicationId),
    (error: unknown) => log.warn("requirements.not_refreshed", { applicationId, error: errorKind(error) }),
  );
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, maxWaitMs);
  });
  await Promise.race([read, patience]);
  clearTimeout(timer);
}
