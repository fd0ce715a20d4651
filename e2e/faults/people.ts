/** Merchants and staff of a run: made ready through the verbs, signed in by a row, and from then on at the doors like anybody. */

import type { Database } from "@/db/client";
import { insertSession } from "@/db/queries/sessions";
import { findWebhookTokens } from "@/db/queries/webhook-tokens";
import { hashToken, newToken } from "@/lib/crypto/tokens";
import { readyApplication } from "@/lib/onboarding/ready-application.fixture";
import { addStaff } from "@/lib/testing/staff";
import { insist } from "./patience";

export type Merchant = {
  index: number;
  applicationId: string;
  /** Of the callback address. */
  token: string;
  cookie: string;
  /** The last street that was answered as saved, and those that were sent and got no answer since. */
  saved: { street: string | null; unsure: string[] };
  /** Files that were answered as kept. */
  files: string[];
};
export type Member = { userId: string; cookie: string };

const dayMs = 24 * 3_600_000;

/** A session of this person, as the cookie of a browser. */
export async function signedIn({ db }: Database, userId: string): Promise<string> {
  const token = newToken();
  const tomorrow = new Date(Date.now() + dayMs);
  // Nobody reads mails in this run, so what is proved again by a code counts as proved throughout.
  await insertSession(db, { tokenHash: hashToken(token), userId, expiresAt: tomorrow, confirmedAt: tomorrow });
  return `next-auth.session-token=${token}`;
}

export async function makeMerchant(database: Database, index: number): Promise<Merchant> {
  const { applicationId, userId } = await readyApplication(`Toko Palu ${index}`);
  const token = (await findWebhookTokens(database.db, applicationId))?.present;
  if (!token) throw new Error("an application without a token");
  const cookie = await signedIn(database, userId);
  return { index, applicationId, token, cookie, saved: { street: null, unsure: [] }, files: [] };
}

export async function makeStaff(database: Database): Promise<Member> {
  const { userId } = await insist("a member of staff", () => addStaff("Rani", "admin"));
  return { userId, cookie: await signedIn(database, userId) };
}
