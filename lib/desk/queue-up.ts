import type { Tx } from "@/db/client";
import { type OwnApplication, updateApplication } from "@/db/queries/applications";
import { findWaiting, listLastAttempts, listRefusals, type Refusal } from "@/db/queries/queue";
import { placeMerchantWords } from "@/db/queries/search";
import { type NeedMoments, queuePlace, unreadAfterFailures } from "../domain/queue-place";
import type { ReasonCode } from "../domain/reasons";
import { type CallbackType, callbackTypes, verdictTypes, worstState } from "../domain/sections";
import { explainNotes } from "../kyb/explain-notes";

type Refused = { refused: CallbackType[]; reasons: ReasonCode[]; moments: NeedMoments };

const earliest = (dates: readonly Date[]) => new Date(Math.min(...dates.map(Number)));

/** What DOKU's present refusals ask of staff. */
async function refusedNow(tx: Tx, applicationId: string): Promise<Refused> {
  const refusals = await listRefusals(tx, applicationId);
  const refused = callbackTypes.filter((type) => refusals.some((one) => one.type === type));
  if (refused.length === 0) return { refused, reasons: [], moments: {} };
  const attempts = new Map(
    (await listLastAttempts(tx, applicationId, refused)).map((attempt) => [attempt.type, attempt]),
  );
  const since = (type: CallbackType, own: readonly Refusal[]) =>
    attempts.get(type)?.stateAt ?? earliest(own.map(({ changedAt }) => changedAt));
  const sections = refused.map((type) => {
    const own = refusals.filter((one) => one.type === type);
    const state = worstState(own.map((one) => one.state));
    const isOpen = state === "rejected" && verdictTypes.includes(type) && !attempts.get(type)?.isReturned;
    return { type, at: since(type, own), isOpen };
  });
  const notes = refusals.flatMap(({ notes, ...one }) => notes.map((note) => ({ ...one, note })));
  const explained = await explainNotes(tx, notes);
  const unknown = explained.filter(({ certain }) => !certain).map(({ type }) => type);
  const open = sections.filter(({ isOpen }) => isOpen).map(({ at }) => at);
  const unmapped = sections.filter(({ type }) => unknown.includes(type)).map(({ at }) => at);
  return {
    refused,
    reasons: [...new Set(explained.map(({ code }) => code))].sort(),
    moments: {
      ...(open.length > 0 ? { rejected: earliest(open) } : {}),
      ...(unmapped.length > 0 ? { unmapped: earliest(unmapped) } : {}),
    },
  };
}

async function momentsOf(tx: Tx, application: OwnApplication, refused: NeedMoments): Promise<NeedMoments> {
  const { id, state, readFailures } = application;
  const { asksChangeAt, secondAt, driftAt, standingSince } = await findWaiting(tx, id);
  return {
    ...refused,
    ...(state === "attention" ? { stopped: standingSince } : {}),
    ...(asksChangeAt ? { asks_change: asksChangeAt } : {}),
    ...(secondAt ? { second: secondAt } : {}),
    ...(driftAt ? { drift: driftAt } : {}),
    ...(readFailures >= unreadAfterFailures ? { unread: null } : {}),
  };
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Something came up that was not there when the merchant was put to sleep. */
function wakes(before: OwnApplication, after: Pick<OwnApplication, "needs" | "refused">): boolean {
  const isMore = <T>(now: readonly T[], then: readonly T[]) => now.some((one) => !then.includes(one));
  return isMore(after.needs, before.needs) || isMore(after.refused, before.refused);
}

/**
 * Brings the place of an application in the queue in line with what is stored about it: its needs, since when, the
 * refused sections and the reasons. A snooze is over when something else comes up. `application` is as the change left
 * it; the caller holds its lock. Without a difference nothing is written.
 * @returns whether it came into the queue with this
 */
export async function queueUp(tx: Tx, application: OwnApplication, now = new Date()): Promise<{ hasEntered: boolean }> {
  // Nothing about an erased merchant needs anybody.
  if (application.state === "closed") return { hasEntered: false };
  // Before DOKU has it, only a stopped submission can need somebody.
  const isPlain = !application.dokuBusinessId && application.state !== "attention" && application.needs.length === 0;
  if (isPlain && !application.dueSoonAt && !application.needsAt) return { hasEntered: false };
  const { refused, reasons, moments } = await refusedNow(tx, application.id);
  const { snoozedUntil, dueSoonAt } = application;
  const facts = { moments: await momentsOf(tx, application, moments), dueSoonAt, before: application, now };
  const isAwake = snoozedUntil && wakes(application, { needs: queuePlace({ ...facts, snoozedUntil }).needs, refused });
  const next = {
    ...queuePlace({ ...facts, snoozedUntil: isAwake ? null : snoozedUntil }),
    refused,
    reasons,
    snoozedUntil: isAwake ? null : snoozedUntil,
  };
  const { needs, needsAt } = application;
  const before = { needs, needsAt, refused: application.refused, reasons: application.reasons, snoozedUntil };
  if (isSame(before, next)) return { hasEntered: false };
  await updateApplication(tx, application.id, next, !isSame(before.needs, next.needs));
  if (!isSame(needsAt, next.needsAt)) await placeMerchantWords(tx, application.id, next.needsAt);
  return { hasEntered: needs.length === 0 && next.needs.length > 0 };
}
