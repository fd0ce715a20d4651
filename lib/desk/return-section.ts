/** Refused sections go back to the merchant with the staff's reasons and words, and can be taken back. */
import type { Tx } from "@/db/client";
import type { OwnApplication } from "@/db/queries/applications";
import { listLatestAttempts } from "@/db/queries/attempts";
import {
  insertReturn,
  listReturns,
  listStandingReturns,
  type SectionReturn,
  takeBackReturnRows,
} from "@/db/queries/returns";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import type { ReturnSections } from "../domain/case-deeds";
import type { CallbackType } from "../domain/sections";
import { conflict } from "../errors";
import { planMerchantMail } from "../kyb/plan-mail";
import { planReminders } from "../kyb/plan-reminders";
import { changeApplication } from "../live/change-application";
import { readOpened } from "../onboarding/opened-sections";
import { addComment } from "./comment";
import { requireUnchanged } from "./require-unchanged";

/** So long the mail waits, for a return that is taken back at once. */
export const undoSeconds = 20;

/** What each section was refused at: only what DOKU has refused and nothing has answered yet can go back. */
async function attemptsToReturn(tx: Tx, application: OwnApplication, types: readonly CallbackType[]) {
  const opened = await readOpened(tx, application);
  const refusedNow = opened?.open.filter(({ cause }) => cause === "correction").map(({ type }) => type) ?? [];
  const latest = await listLatestAttempts(tx, application.id);
  const earlier = await listReturns(tx, application.id);
  return types.map((type) => {
    const attempt = latest.get(type)?.attempt ?? 1;
    const isBack = earlier.some((one) => one.type === type && one.attempt === attempt);
    if (!refusedNow.includes(type) || isBack) throw conflict("cannotReturn");
    return { type, attempt };
  });
}

/**
 * Gives refused sections back to the merchant: one row a section, one mail for all of them, and the private words as a
 * comment. With it the merchant leaves the queue until something happens.
 * @throws AppError conflict "decidedMeanwhile" · conflict "cannotReturn" when a section is not refused, is on its way to
 * DOKU or was returned already
 */
export async function returnSections({
  actor,
  input: { applicationId, seen, sections, comment },
}: {
  actor: StaffActor;
  input: ReturnSections;
}): Promise<{ returnIds: string[] }> {
  return await changeApplication(applicationId, async (tx, application) => {
    requireUnchanged(application, seen);
    const types = sections.map(({ type }) => type);
    const attempts = await attemptsToReturn(tx, application, types);
    const returnedAt = new Date();
    const returnIds: string[] = [];
    for (const [index, { type, attempt }] of attempts.entries()) {
      const { reasons = [], note = "" } = sections[index] ?? {};
      const returnId = await insertReturn(tx, {
        applicationId,
        type,
        attempt,
        reasons: [...new Set(reasons)],
        note,
        returnedBy: actor.userId,
        returnedAt,
      });
      returnIds.push(returnId);
    }
    await emitAudit(tx, {
      applicationId,
      actor,
      action: "section.returned",
      detail: { sections: types.join(" "), returns: returnIds.join(" ") },
    });
    await planReminders(tx, applicationId);
    if (comment) await addComment(tx, { applicationId, actor, body: comment, mentions: [] });
    await planMerchantMail(
      tx,
      application,
      { occasion: `returned:${returnIds[0]}`, kind: "returned", facts: { types, returnIds } },
      { startAfterSeconds: undoSeconds },
    );
    return { returnIds };
  });
}

/**
 * Takes a return back while the merchant has not sent the sections anew: its words go, and the sections need staff again.
 * A mail that has not left yet does not leave.
 * @throws AppError conflict "cannotTakeBack"
 */
export async function takeBackReturn({
  actor,
  input: { applicationId, returnIds },
}: {
  actor: StaffActor;
  input: { applicationId: string; returnIds: string[] };
}): Promise<void> {
  await changeApplication(applicationId, async (tx, application) => {
    const standing = await listStandingReturns(tx, applicationId);
    const own = standing.filter(({ id }) => returnIds.includes(id));
    const opened = await readOpened(tx, application);
    if (own.length < new Set(returnIds).size || opened?.isSending !== false) throw conflict("cannotTakeBack");
    await takeBackReturnRows(tx, applicationId, returnIds, new Date());
    const sections = own.map(({ type }: SectionReturn) => type).join(" ");
    await emitAudit(tx, {
      applicationId,
      actor,
      action: "section.return_taken_back",
      detail: { sections, returns: returnIds.join(" ") },
    });
  });
}
