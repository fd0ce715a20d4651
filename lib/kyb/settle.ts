/** What follows from DOKU's entities as they are now. Run in the transaction of every change of theirs, and nowhere else. */
import type { Tx } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { findApplicationUnscoped, type OwnApplication, updateApplication } from "@/db/queries/applications";
import { type Attempt, insertAttempt, listLatestAttempts, updateAttempt } from "@/db/queries/attempts";
import { listEntities, type StoredEntity } from "@/db/queries/kyb";
import { findLatestSubmission } from "@/db/queries/submissions";
import { isUnderWay } from "../domain/applications";
import { firstClock, tellClockAt } from "../domain/clocks";
import { type OverallState, overallState } from "../domain/overall";
import { readAfterMs } from "../domain/read-schedule";
import {
  type CallbackType,
  callbackTypes,
  canReceivePayments,
  type Section,
  sectionsOf,
  sentTimes,
  verdictTypes,
  worstState,
} from "../domain/sections";
import { isRefusal } from "../domain/stopped-submission";
import { env } from "../env";
import { explainNotes, flagUnknownNotes } from "./explain-notes";
import { planMerchantMail } from "./plan-mail";
import { recordRefusal } from "./record-refusal";

type Latest = Map<CallbackType, Attempt>;

/** Sections that DOKU tells of for the first time were sent with the registration. */
async function addFirstAttempts(tx: Tx, applicationId: string, entities: StoredEntity[], latest: Latest, sentAt: Date) {
  for (const type of callbackTypes) {
    if (latest.has(type) || !entities.some((entity) => entity.type === type)) continue;
    const first: Attempt = {
      type,
      attempt: 1,
      cause: "registration",
      submissionId: null,
      sentAt,
      entityIds: null,
      state: "in_review",
      notes: [],
      stateAt: sentAt,
      decidedAt: null,
    };
    await insertAttempt(tx, applicationId, first);
    latest.set(type, first);
  }
}

/**
 * Sections of a correction that was sent and not answered yet. DOKU may have it, so what it says of them belongs to the
 * next attempt, and the one before keeps why it was refused.
 */
async function sectionsOnTheirWay(tx: Tx, { id, state }: OwnApplication): Promise<readonly CallbackType[]> {
  const submission = await findLatestSubmission(tx, id);
  if (!submission?.firstSentAt) return [];
  const isStopped = state === "attention" && !isRefusal(submission.lastFailure);
  return isStopped || isUnderWay(submission.stage) ? (submission.target?.types ?? []) : [];
}

/** What came back for an attempt so far: the worst of what it sent. */
function verdictOf(attempt: Attempt, entities: readonly StoredEntity[]) {
  const { type, entityIds } = attempt;
  const sent = entities.filter((entity) => entity.type === type && (entityIds?.includes(entity.entityId) ?? true));
  const state = worstState(sent.map((entity) => entity.state));
  return state && { state, notes: sent.filter((entity) => entity.state === state).flatMap(({ notes }) => notes) };
}

const isRefused = ({ type, state }: Attempt) => state === "rejected" && verdictTypes.includes(type);

/** Writes down what came back and answers with the attempts whose state is another than before. */
async function recordVerdicts(
  tx: Tx,
  application: OwnApplication,
  entities: StoredEntity[],
  latest: Latest,
  now: Date,
) {
  const moved: Attempt[] = [];
  const onTheirWay = await sectionsOnTheirWay(tx, application);
  for (const attempt of latest.values()) {
    const verdict = verdictOf(attempt, entities);
    if (!verdict || onTheirWay.includes(attempt.type)) continue;
    const isMoved = verdict.state !== attempt.state;
    if (!isMoved && JSON.stringify(verdict.notes) === JSON.stringify(attempt.notes)) continue;
    const decidedAt = attempt.decidedAt ?? (verdict.state === "in_review" ? null : now);
    const after = { ...attempt, ...verdict, stateAt: isMoved ? now : attempt.stateAt, decidedAt };
    await updateAttempt(tx, application.id, attempt, after);
    if (isRefused(after)) await recordRefusal(tx, application.id, after, now);
    latest.set(attempt.type, after);
    if (isMoved) moved.push(after);
  }
  return moved;
}

/** What the catalogue does not know waits for staff to sort it. */
async function flagNotes(tx: Tx, { type, notes }: Pick<Attempt, "type" | "notes">) {
  const pairs = notes.map((note) => ({ type, note }));
  await flagUnknownNotes(tx, pairs);
  return pairs;
}

async function tellRefusal(tx: Tx, application: OwnApplication, { type, attempt, notes }: Attempt): Promise<void> {
  const pairs = await flagNotes(tx, { type, notes });
  const reasons = (await explainNotes(tx, pairs)).map(({ code }) => code);
  await planMerchantMail(tx, application, {
    occasion: `rejected:${type}:${attempt}`,
    kind: "rejected",
    facts: { type, attempt, reasons: [...new Set(reasons)] },
  });
}

const isOpen = (overall: OverallState | null) => overall === "live" || overall === "settlement_held";

/**
 * One mail for each time the whole moves on. `sendings` and the day tell one time from the next: a business may be
 * suspended again weeks later, while what goes back and forth within a day makes one mail. That DOKU opened the business
 * is told once, and again after it was closed; when it was open before, being live again means that money is paid out.
 */
async function tellOverall(
  tx: Tx,
  application: OwnApplication,
  { overall, canReceive, sendings }: { overall: OverallState; canReceive: boolean; sendings: number },
  now: Date,
) {
  const before = application.overall;
  const time = `${sendings}:${now.toISOString().slice(0, 10)}`;
  if (overall === "approved" || overall === "suspended") {
    await planMerchantMail(tx, application, { occasion: `${overall}:${time}`, kind: overall, facts: {} });
  }
  if (!isOpen(overall)) return;
  const occasion = before === "suspended" || before === "not_opened" ? `opened:${time}` : "opened";
  const facts = { canReceive: canReceive ? 1 : 0 } as const;
  const isNews = await planMerchantMail(tx, application, { occasion, kind: "live", facts });
  if (!isNews && overall === "live") {
    await planMerchantMail(tx, application, { occasion: `paid_out:${time}`, kind: "paid_out", facts: {} });
  }
}

function lastMove(application: OwnApplication, entities: StoredEntity[], latest: Latest): Date {
  const moves = [
    ...entities.map(({ changedAt }) => changedAt),
    ...[...latest.values()].map(({ sentAt }) => sentAt),
    application.submittedAt ?? application.createdAt,
  ];
  return new Date(Math.max(...moves.map(Number)));
}

function clocksOf({ clockToldAt }: OwnApplication, sections: readonly Section[]) {
  return { ...firstClock(sections), clockTellAt: tellClockAt(sections, clockToldAt) };
}

/**
 * Brings everything that is kept beside the entities in line with them: attempts and their verdicts, the overall state,
 * the clocks, the next reading, and one mail a transition. Safe to run at any time; without a change it changes nothing.
 */
export async function settle(tx: Tx, applicationId: string, at?: Date): Promise<void> {
  const application = await findApplicationUnscoped(tx, applicationId);
  if (!application?.dokuBusinessId || !application.submittedAt) return;
  const now = at ?? (await sharedNow(tx));
  const entities = await listEntities(tx, applicationId);
  const latest = await listLatestAttempts(tx, applicationId);
  // The merchant whom DOKU invited sends at DOKU, and nothing tells when: the clocks run from what is first heard of it.
  const isLite = application.way === "lite";
  await addFirstAttempts(tx, applicationId, entities, latest, isLite ? now : application.submittedAt);
  const moved = await recordVerdicts(tx, application, entities, latest, now);
  const sections = sectionsOf(entities, sentTimes(latest));
  // Nothing said yet is a merchant who has not finished there, and no review (A `lite-review`).
  const overall = isLite && entities.length === 0 ? null : overallState(sections);
  const shortestMs = env().READ_EVERY_SECONDS * 1_000;
  const readMs = readAfterMs({
    now,
    lastMovedAt: lastMove(application, entities, latest),
    overall: overall ?? "in_review",
    sections,
    shortestMs,
  });
  const next = { overall, nextReadAt: new Date(now.getTime() + readMs), ...clocksOf(application, sections) };
  await updateApplication(tx, applicationId, next, moved.length > 0 || overall !== application.overall);
  for (const attempt of moved) {
    if (attempt.state === "suspended") await flagNotes(tx, attempt);
    if (isRefused(attempt)) await tellRefusal(tx, application, attempt);
  }
  if (overall && overall !== application.overall) {
    // Counted from the first: a section that DOKU tells of late is no sending of ours.
    const sendings = [...latest.values()].reduce((sum, { attempt }) => sum + attempt - 1, 1);
    await tellOverall(tx, application, { overall, canReceive: canReceivePayments(entities), sendings }, now);
  }
}
