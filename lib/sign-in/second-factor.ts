/** The second step of a member of staff: set up, proved at a sign-in, and given up for another app. */
import { randomUUID } from "node:crypto";
import { database, type Tx } from "@/db/client";
import {
  confirmFactor,
  countRecoveryCodes,
  deleteSecondFactor,
  findSecondFactor,
  offerRecoveryCodes,
  offerSecondFactor,
  replaceRecoveryCodes,
} from "@/db/queries/second-factors";
import { deleteOtherSessionsOf, forgetProof } from "@/db/queries/sessions";
import { emitStaffAudit } from "../audit/emit";
import { newRecoveryCode, newSecret } from "../crypto/one-time-codes";
import type { StaffActor } from "../domain/actor";
import { recoveryCodeCount } from "../domain/second-factor";
import { conflict } from "../errors";
import { enqueue } from "../jobs/queue";
import { requireConfirmed } from "./confirm-again";
import { recoveryHash, withFactor } from "./prove-factor";
import { type RenewedSession, renewSession } from "./renew-session";

type Asking = { actor: StaffActor; sessionId: string };

const codesOf = (offered: string) => offered.split(" ");

const newCodes = () => Array.from({ length: recoveryCodeCount }, newRecoveryCode).join(" ");

/**
 * What the page of the set-up shows: the same each time until it is done, so that reloading takes nothing back. Another
 * session is shown another secret: who came as far as this page once does not know what the owner sets up later.
 * @returns null for somebody who has a second factor already
 */
export async function readOfferedFactor({
  userId,
  sessionId,
}: {
  userId: string;
  sessionId: string;
}): Promise<{ secret: string; codes: string[] } | null> {
  const { db } = await database();
  await offerSecondFactor(db, { userId, secret: newSecret(), offeredCodes: newCodes(), offeredTo: sessionId });
  const factor = await findSecondFactor(db, userId);
  if (!factor || factor.confirmedAt) return null;
  return { secret: factor.secret, codes: codesOf(factor.offeredCodes ?? "") };
}

type ShownCodes = { offered: string; hashes: string[] };

/** The codes that somebody is shown, hashed ahead of the transaction that takes them over; null when none are. */
async function readShownCodes(userId: string): Promise<ShownCodes | null> {
  const offered = (await findSecondFactor((await database()).db, userId))?.offeredCodes;
  if (!offered) return null;
  return { offered, hashes: await Promise.all(codesOf(offered).map((code) => recoveryHash(userId, code))) };
}

/** From now on only hashes of the codes that were shown are kept. */
async function takeOver(tx: Tx, userId: string, { hashes }: ShownCodes): Promise<void> {
  await replaceRecoveryCodes(tx, userId, hashes);
  await offerRecoveryCodes(tx, userId, null);
}

/** What the owner sees of it; `offered` while other recovery codes are shown. */
export type OwnFactor = { since: Date | null; codesLeft: number; offered: string[] | null };

export async function readOwnFactor(userId: string): Promise<OwnFactor> {
  const { db } = await database();
  const factor = await findSecondFactor(db, userId);
  if (!factor?.confirmedAt) return { since: null, codesLeft: 0, offered: null };
  const offered = factor.offeredCodes ? codesOf(factor.offeredCodes) : null;
  return { since: factor.confirmedAt, codesLeft: await countRecoveryCodes(db, userId), offered };
}

/**
 * The app shows the right code: from now on it is asked for at each sign-in. Every other session of this person ends.
 * @throws AppError as `withFactor` · conflict "factor.isSetUp"
 */
export async function setUpFactor({
  actor,
  sessionId,
  input,
}: Asking & { input: { code: string } }): Promise<RenewedSession> {
  const { userId } = actor;
  const ahead = () => readShownCodes(userId);
  return await withFactor({ actor, typed: input.code, only: "app", ahead }, async (tx, { now, ready: shown }) => {
    const factor = await findSecondFactor(tx, userId);
    if (!shown || factor?.offeredCodes !== shown.offered || factor.confirmedAt) throw conflict("factor.isSetUp");
    await takeOver(tx, userId, shown);
    await confirmFactor(tx, userId, now);
    await deleteOtherSessionsOf(tx, userId, sessionId);
    await emitStaffAudit(tx, { actor, action: "factor.set_up" });
    await enqueue(tx, "send-factor-mail", { userId, what: "set-up", id: randomUUID() });
    return await renewSession(tx, sessionId, { factor: "proved" });
  });
}

/** The second step of a sign-in. @throws AppError as `withFactor` */
export async function passFactor({
  actor,
  sessionId,
  input,
}: Asking & { input: { code: string } }): Promise<RenewedSession> {
  return await withFactor({ actor, typed: input.code }, async (tx, { by }) => {
    const factor = await findSecondFactor(tx, actor.userId);
    // Otherwise the code of an app that is being set up would be a way past the set-up.
    if (!factor?.confirmedAt) throw conflict("factor.notSetUp");
    await emitStaffAudit(tx, { actor, action: "factor.passed", detail: { sessionId, by } });
    return await renewSession(tx, sessionId, { factor: "proved" });
  });
}

/**
 * Gives up one's own app for another: every other session ends, and where a second factor is required this one counts for
 * nothing until the new one is set up.
 * @throws AppError as `requireConfirmed`
 */
export async function dropFactor({ actor, sessionId }: Asking): Promise<void> {
  const { db } = await database();
  await db.transaction(async (tx) => {
    await requireConfirmed(tx, { userId: actor.userId, sessionId });
    if (!(await deleteSecondFactor(tx, actor.userId))) return;
    await deleteOtherSessionsOf(tx, actor.userId, sessionId);
    await forgetProof(tx, sessionId);
    await emitStaffAudit(tx, { actor, action: "factor.dropped" });
    await enqueue(tx, "send-factor-mail", { userId: actor.userId, what: "dropped", id: randomUUID() });
  });
}

/** Shows ten other recovery codes; those before stay good until these are taken over. @throws AppError as `requireConfirmed` */
export async function offerOtherCodes({ actor, sessionId }: Asking): Promise<void> {
  const { db } = await database();
  await db.transaction(async (tx) => {
    await requireConfirmed(tx, { userId: actor.userId, sessionId });
    await offerRecoveryCodes(tx, actor.userId, newCodes());
  });
}

/** The codes that were shown are kept by their owner now, and those before are worth nothing. */
export async function takeOtherCodes({ actor, sessionId }: Asking): Promise<void> {
  const { userId } = actor;
  const { db } = await database();
  await requireConfirmed(db, { userId, sessionId });
  const shown = await readShownCodes(userId);
  await db.transaction(async (tx) => {
    await requireConfirmed(tx, { userId, sessionId });
    const factor = await findSecondFactor(tx, userId);
    if (!shown || !factor?.confirmedAt || factor.offeredCodes !== shown.offered) return;
    await takeOver(tx, userId, shown);
    await emitStaffAudit(tx, { actor, action: "factor.codes_replaced" });
  });
}
