import type { TimelineEntry } from "@/components/desk/timeline";
import { database } from "@/db/client";
import { findApplicationUnscoped, findRequirementSet, listDrafts } from "@/db/queries/applications";
import { listLatestAttempts } from "@/db/queries/attempts";
import { listAudit } from "@/db/queries/audit";
import { findMerchantPerson, listNames } from "@/db/queries/desk";
import { listCallbacks, listCalls } from "@/db/queries/events";
import { listFiles } from "@/db/queries/files";
import { listEntities } from "@/db/queries/kyb";
import { listSubmissionProgress } from "@/db/queries/status";
import { partNames } from "@/lib/domain/business";
import { sectionsOf, sentTimes } from "@/lib/domain/sections";
import { standingOf } from "@/lib/domain/standing";

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

/** Names of the slots that files are in, as DOKU names its requirements. */
function namesOfSlots(
  slotIds: readonly string[],
  requirements: readonly { category: string; code: string | null; name: string }[],
) {
  const nameOf = (slotId: string) => requirements.find(({ category, code }) => slotId.endsWith(code ?? category))?.name;
  return new Map(slotIds.map((slotId) => [slotId, nameOf(slotId) ?? slotId]));
}

/** Everything that staff see of one merchant, or null when there is none. No secret is read here. */
export async function loadMerchant(applicationId: string) {
  const { db } = await database();
  const application = await findApplicationUnscoped(db, applicationId);
  if (!application) return null;
  const entities = await listEntities(db, applicationId);
  const drafts = await listDrafts(db, applicationId);
  const files = await listFiles(db, applicationId);
  const requirements = (await findRequirementSet(db, applicationId))?.requirements ?? [];
  const sections = sectionsOf(entities, sentTimes(await listLatestAttempts(db, applicationId)));
  const slotValues = drafts.find(({ part }) => part === "slots")?.values ?? {};
  return {
    application,
    person: await findMerchantPerson(db, applicationId),
    entities,
    sections,
    standing: standingOf(application.state, application.overall),
    parts: partNames.flatMap((name) => {
      const draft = drafts.find(({ part }) => part === name);
      return draft ? [{ part: name, values: draft.values, isComplete: draft.completedAt !== null }] : [];
    }),
    slotValues,
    files,
    slotNames: namesOfSlots([...files.map(({ slotId }) => slotId), ...Object.keys(slotValues)], requirements),
    submissions: await listSubmissionProgress(db, applicationId),
    timeline: await loadTimeline(db, applicationId),
    now: new Date(),
  };
}
