import type { TimelineEntry } from "@/components/desk/timeline";
import { database } from "@/db/client";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { listAudit } from "@/db/queries/audit";
import { listComments } from "@/db/queries/comments";
import { findMerchantPerson, listNames } from "@/db/queries/desk";
import { listCallbacks, listCalls } from "@/db/queries/events";
import { listMails } from "@/db/queries/mails";
import { findHold } from "@/db/queries/privacy";
import { listSubmissionProgress } from "@/db/queries/status";
import { standingOf } from "@/lib/domain/standing";
import { loadAtDoku } from "./load-at-doku";
import { loadData } from "./load-data";

/** The timeline shows so many calls, callbacks and deeds each; older ones stay in the database. */
const timelineLimit = 200;

/** A comment stands for itself; who opened the page is told beside the data (paths.deskPrivacy). */
const untold = ["comment.added", "case.opened", "merchant.found"];

const assigneeIn = ({ assigneeId }: Record<string, unknown>) => (typeof assigneeId === "string" ? assigneeId : null);

type Database = Awaited<ReturnType<typeof database>>["db"];

async function loadTimeline(db: Database, applicationId: string): Promise<TimelineEntry[]> {
  const callbacks = await listCallbacks(db, applicationId, timelineLimit);
  const calls = await listCalls(db, applicationId, timelineLimit);
  const comments = await listComments(db, applicationId, timelineLimit);
  const mails = await listMails(db, applicationId, timelineLimit);
  const deeds = (await listAudit(db, applicationId))
    .filter(({ action }) => !untold.includes(action))
    .slice(-timelineLimit)
    .reverse();
  const people = deeds.flatMap(({ actorId, detail }) => [actorId, assigneeIn(detail)].flatMap((id) => id ?? []));
  const names = await listNames(db, [...new Set(people)]);
  return [
    ...callbacks,
    ...calls.map((call) => ({ kind: "call" as const, ...call })),
    ...deeds.map(({ position, at, action, actorKind, actorId, detail }) => ({
      kind: "deed" as const,
      id: `deed-${position}`,
      at,
      action,
      actorKind,
      actorName: actorId ? (names.get(actorId) ?? null) : null,
      detail: { ...detail, assignee: names.get(assigneeIn(detail) ?? "") ?? null },
    })),
    ...comments.map((comment) => ({ kind: "comment" as const, ...comment })),
    ...mails.map((mail) => ({ kind: "mail" as const, ...mail })),
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
    hold: await findHold(db, applicationId),
    timeline: await loadTimeline(db, applicationId),
    now,
  };
}
