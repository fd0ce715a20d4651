/** The sweep of retention: warns, erases and deletes what is due (lib/domain/retention). */
import { database, type Tx } from "@/db/client";
import { sharedNow } from "@/db/clock";
import type { OwnApplication } from "@/db/queries/applications";
import { listRetentionDue, setRetention } from "@/db/queries/retention";
import { dueFiles, eraseDays, eraseDue, erasedOn, nextLook, type RetentionDays } from "../domain/retention";
import { planMerchantMail } from "../kyb/plan-mail";
import { changeApplication } from "../live/change-application";
import { errorKind, log } from "../log";
import { type ContentOf, deleteContent } from "./delete-content";
import { eraseIn } from "./erase-merchant";
import { finishErasing } from "./finish-erasing";
import { type EraseGround, eraseGround, fileGround, retentionDays } from "./retention-facts";

const atOnce = 25;
/** Nobody waits longer for it, at a start or in a request of the scheduler; the rest is left to the next one. */
const patienceMs = 3_000;
const failedRestMs = 3_600_000;

/** Tells the merchant when its data will be erased; once for each time that it fell silent. */
async function warn(tx: Tx, application: OwnApplication, ground: EraseGround, days: RetentionDays, now: Date) {
  const on = erasedOn(ground.lastDeedAt, eraseDays(ground.kind, days) ?? 0, days, now);
  const occasion = `erasing:${ground.lastDeedAt.toISOString()}`;
  const facts = { on: on.toISOString() };
  await planMerchantMail(tx, application, { occasion, kind: "erasing", facts });
  return on;
}

/** Looks at one merchant under its lock. Answers with the files whose content is to be deleted once this is committed. */
async function look(tx: Tx, application: OwnApplication, days: RetentionDays, now: Date): Promise<ContentOf[]> {
  const ground = await eraseGround(tx, application);
  if (ground.holdAt) {
    await setRetention(tx, application.id, { retentionAt: nextLook([], now) });
    return [];
  }
  const due = eraseDue(ground, days, now);
  if (due.deed === "erase") {
    await eraseIn(tx, { actor: { kind: "system" }, application, why: "retention" });
    return [];
  }
  const isWarned = due.deed === "warn";
  const erasedAt = isWarned ? await warn(tx, application, ground, days, now) : due.at;
  const facts = await fileGround(tx, application);
  const { ids, nextAt } = dueFiles(facts, days, now);
  const retentionAt = nextLook([erasedAt, nextAt], now);
  await setRetention(tx, application.id, { retentionAt, ...(isWarned ? { eraseWarnedAt: now } : {}) });
  return facts.files.filter(({ id }) => ids.includes(id));
}

/** One merchant that fails stops nobody else's, and is looked at again an hour later. */
async function keepOne(applicationId: string, days: RetentionDays, now: Date): Promise<void> {
  const { db } = await database();
  const again = { retentionAt: new Date(now.getTime() + failedRestMs) };
  try {
    const run = (tx: Tx, application: OwnApplication) => look(tx, application, days, now);
    const files = await changeApplication(applicationId, run, { isNews: false });
    if ((await deleteContent(applicationId, files)) < files.length) await setRetention(db, applicationId, again);
  } catch (error) {
    log.error("retention.failed", { applicationId, error: errorKind(error) });
    await setRetention(db, applicationId, again);
  }
}

/** Looks at the merchants that are due, as many as fit into its time. Safe to run again, and in several processes. */
export async function keepRetention(at?: Date): Promise<void> {
  const { db } = await database();
  const now = at ?? (await sharedNow(db));
  const days = await retentionDays(db);
  const until = performance.now() + patienceMs;
  let due = await listRetentionDue(db, now, atOnce);
  while (due.length > 0) {
    for (const applicationId of due) await keepOne(applicationId, days, now);
    due = performance.now() < until ? await listRetentionDue(db, now, atOnce) : [];
  }
  await finishErasing();
}
