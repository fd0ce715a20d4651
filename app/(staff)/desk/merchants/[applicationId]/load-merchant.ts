import type { TimelineEntry } from "@/components/desk/timeline";
import { database } from "@/db/client";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { listAudit } from "@/db/queries/audit";
import { findMerchantPerson, listNames } from "@/db/queries/desk";
import { listCallbacks, listCalls } from "@/db/queries/events";
import { listSubmissionProgress } from "@/db/queries/status";
import { standingOf } from "@/lib/domain/standing";
import { loadAtDoku } from "./load-at-doku";
import { loadData } from "./load-data";

/** The timeline shows so many calls, callbacks and deeds each; older ones stay in the database. */
const timelineLimit = 200;

type Database = Awaited<ReturnType<typeof database>>["db"];

async function loadTimeline(db: Database, applicationId: string): Promise<TimelineEntry[]> {
  const callbacks = await listCallbacks(db, applicationId, timelineLimit);
  const calls = await listCalls(db, applicationId, timelineLimit);
  const deeds = (await listAudit(db, applicationId)).slice(-timelineLimit).reverse();
  const names = await listNames(db, [...new Set(deeds.flatMap(({ actorId }) => (actorId ? [actorId] : [])))]);
  return [
    ...callbacks.map((event) => ({ kind: "callback" as const, ...event })),
    ...calls.map((call) => ({ kind: "call" as const, ...call })),
    ...deeds.map(({ position, at, action, actorKind, actorId, detail }) => ({
      kind: "deed" as const,
      id: `deed-${position}`,
      at,
      action,
      actorKind,
      actorName: actorId ? (names.get(actorId) ?? null) : null,
      detail,
    })),
  ].sort((one, other) => other.at.getTime() - one.at.getTime());
}

/** Everything that staff see of one merchant, or null when there is none. No secret is read here. */
export async function loadMerchant(applicationId: string, now = new Date()) {
  const { db } = await database();
  const application = await findApplicationUnscoped(db, applicationId);
  if (!application) return null;
  return {
    application,
    person: await findMerchantPerson(db, applicationId),
    standing: standingOf(application.state, application.overall),
    ...(await loadAtDoku(db, application, now)),
    ...(await loadData(db, application)),
    submissions: await listSubmissionProgress(db, applicationId),
    timeline: await loadTimeline(db, applicationId),
    now,
  };
}
