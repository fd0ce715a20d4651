/**
 * How much of something one person, merchant or network address may do in a time. A person at work stays far below; a stolen
 * session or a script does not. Counted in the database, so for all processes together. The limits of signing in are in
 * lib/sign-in, those of calls to DOKU in lib/onboarding/typed-call: what those count is kept anyway.
 */
import { type Db, database, type Tx } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { addUse, deleteUsesBefore } from "@/db/queries/uses";
import { blindIndex } from "./crypto/tokens";
import { maxImportRows } from "./domain/invitation-rows";
import { AppError } from "./errors";
import { log } from "./log";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

type Limit = { windowMs: number; most: number };

/** Of whom each is counted stands behind it. The words for a refusal are `errors.limit.<kind>` and name the shorter time. */
const limits = {
  /** A member of staff: invitations and repeated ones, which are mails to strangers. */
  invitation: [
    { windowMs: hourMs, most: 200 },
    { windowMs: dayMs, most: 1_000 },
  ],
  /** A member of staff: files of invitations, each with hundreds of mails. */
  invitationFile: [{ windowMs: hourMs, most: 20 }],
  /** A member of staff: merchants invited from files; two of the largest a day. */
  invitationRow: [{ windowMs: dayMs, most: 2 * maxImportRows }],
  /** A merchant: invitations to it, whoever of the staff sends them. */
  invitedAgain: [{ windowMs: hourMs, most: 5 }],
  /** A merchant: files and pieces of files. What stays of them is limited by the slots (lib/onboarding/attach-file). */
  upload: [
    { windowMs: hourMs, most: 400 },
    { windowMs: dayMs, most: 1_500 },
  ],
  /** A member of staff: searches by whatever. */
  search: [{ windowMs: 10 * minuteMs, most: 300 }],
  /** A member of staff: searches by a NIK, a number or an address, which tell who is a merchant. */
  personSearch: [{ windowMs: 10 * minuteMs, most: 60 }],
  /** A member of staff: numbers in full. */
  reveal: [
    { windowMs: hourMs, most: 300 },
    { windowMs: dayMs, most: 1_500 },
  ],
  /** A member of staff: pictures of documents; a merchant's page shows a dozen. */
  document: [
    { windowMs: hourMs, most: 3_000 },
    { windowMs: dayMs, most: 12_000 },
  ],
  /** A member of staff: files with what many merchants' pages show. */
  export: [{ windowMs: hourMs, most: 30 }],
} as const satisfies Record<string, readonly Limit[]>;
export type Limited = keyof typeof limits;

async function addWithin(db: Db, kind: Limited, subject: string, times: number): Promise<boolean> {
  for (const { windowMs, most } of limits[kind]) {
    const key = blindIndex(`${kind}\n${windowMs}\n${subject}`, "use");
    const count = await addUse(db, { key, windowMs, times });
    if (count <= most) continue;
    // The first one too many says it for all that come after it.
    if (count - times <= most) log.warn("limit.reached", { kind, minutes: windowMs / minuteMs });
    return false;
  }
  return true;
}

/**
 * Counts one use, also when it is one too many.
 * @param subject of whom it is counted, as the table above says
 * @returns whether it is within the limits
 */
export async function mayUse(kind: Limited, subject: string): Promise<boolean> {
  return await addWithin((await database()).db, kind, subject, 1);
}

/**
 * The same for a verb.
 * @throws AppError too_often "limit.<kind>"
 */
export async function countUse(kind: Limited, subject: string): Promise<void> {
  if (!(await mayUse(kind, subject))) throw new AppError("too_often", `limit.${kind}`);
}

/**
 * Counts many uses in the transaction of what they are for: all of them or, with it, none.
 * @throws AppError too_often "limit.<kind>"
 */
export async function countUses(tx: Tx, kind: Limited, subject: string, times: number): Promise<void> {
  if (!(await addWithin(tx, kind, subject, times))) throw new AppError("too_often", `limit.${kind}`);
}

/** The sweep: what was counted and counts no more. */
export async function forgetUses(): Promise<void> {
  const { db } = await database();
  await deleteUsesBefore(db, await sharedNow(db));
}
