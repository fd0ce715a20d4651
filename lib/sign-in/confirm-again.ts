/**
 * Somebody who is signed in proves again who they are, before what a session that was left open must not do: secrets,
 * exports, bank accounts. Staff with a second factor by its code, everybody else by a code that is mailed to them.
 */
import { type Db, database, type Tx } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { findFactorSince } from "@/db/queries/second-factors";
import { findConfirmation } from "@/db/queries/sessions";
import { findPerson } from "@/db/queries/users";
import { emitAudit, emitStaffAudit } from "../audit/emit";
import type { MerchantActor, StaffActor } from "../domain/actor";
import { confirmedUntil } from "../domain/confirmation";
import { AppError, refused } from "../errors";
import { codeOf, confirmOwnCode } from "./confirm-sign-in";
import { withFactor } from "./prove-factor";
import { type RenewedSession, renewSession } from "./renew-session";
import { startConfirmation } from "./start-attempt";

type Asking = { actor: MerchantActor | StaffActor; sessionId: string };

/**
 * Mails a code to the person's own address.
 * @throws AppError refused "signIn.tooOften", "signIn.enoughToday" · not_allowed when the person was disabled meanwhile
 */
export async function askConfirmation({ actor }: Pick<Asking, "actor">): Promise<{ attemptId: string }> {
  const person = await findPerson((await database()).db, actor.userId);
  if (!person) throw new AppError("not_allowed", "notAllowed");
  return await startConfirmation(person.id);
}

/** Whether it is the app that proves it, and no mail. */
export async function hasFactor(userId: string): Promise<boolean> {
  return (await findFactorSince((await database()).db, userId)) !== null;
}

/**
 * Marks the session as just confirmed, and gives it another token. The code has to be this very person's: another one's proves nothing about them.
 * @param input.attemptId whose mail brought the code; null without one
 * @throws AppError refused "code.shape", "code.wrong", "code.over" · as `withFactor` for whoever has a second factor
 */
export async function giveConfirmation({
  actor,
  sessionId,
  input: { attemptId, code: typed },
}: Asking & { input: { attemptId: string | null; code: string } }): Promise<RenewedSession> {
  if (actor.kind === "staff" && (await hasFactor(actor.userId))) {
    return await withFactor({ actor, typed, only: "app" }, (tx) => confirm(tx, { actor, sessionId }));
  }
  const code = codeOf(typed);
  if (!code) throw refused("code.shape");
  if (!attemptId) throw refused("code.over");
  const outcome = await confirmOwnCode({ input: { attemptId, code } });
  if (outcome.kind !== "in") throw refused(`code.${outcome.kind}`);
  if (outcome.userId !== actor.userId) throw refused("code.wrong");
  const { db } = await database();
  return await db.transaction((tx) => confirm(tx, { actor, sessionId }));
}

async function confirm(tx: Tx, { actor, sessionId }: Asking): Promise<RenewedSession> {
  const renewed = await renewSession(tx, sessionId, { confirmedAt: await sharedNow(tx) });
  const event = { action: "session.confirmed", detail: { sessionId } };
  if (actor.kind === "staff") await emitStaffAudit(tx, { actor, ...event });
  else await emitAudit(tx, { applicationId: actor.applicationId, actor, ...event });
  return renewed;
}

type OfSession = { userId: string; sessionId: string };

/** Until when a session counts as confirmed; null when it does not. */
export async function readConfirmedUntil(db: Db, { userId, sessionId }: OfSession): Promise<Date | null> {
  const confirmation = await findConfirmation(db, sessionId);
  if (confirmation?.userId !== userId) return null;
  return confirmedUntil(confirmation.confirmedAt, await sharedNow(db));
}
/** @throws AppError refused "confirmAgain" without a proof of the last ten minutes, in this very session */
export async function requireConfirmed(db: Db, session: OfSession): Promise<void> {
  if (!(await readConfirmedUntil(db, session))) throw refused("confirmAgain");
}

/** The same as an answer, for verbs that need it for some of what they do. */
export async function hasConfirmed(session: OfSession): Promise<boolean> {
  return (await readConfirmedUntil((await database()).db, session)) !== null;
}
