import { z } from "zod";
import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { findConfirmation, findCredentialFacts } from "@/db/queries/credentials";
import { confirmedUntil } from "@/lib/domain/credential";
import { readConfirmation } from "./confirmation-cookie";

/** What the page shows: which parts there are, and until when they may be revealed. Neither part is read here. */
export async function loadCredentialPage(applicationId: string, sessionId: string) {
  if (!z.uuid().safeParse(applicationId).success) return null;
  const { db } = await database();
  const application = await findApplicationUnscoped(db, applicationId);
  const facts = await findCredentialFacts(db, applicationId);
  if (!application || !facts) return null;
  const confirmation = await findConfirmation(db, sessionId);
  return {
    application,
    facts,
    until: confirmedUntil(confirmation?.confirmedAt ?? null, await sharedNow(db)),
    isAsked: (await readConfirmation()) !== null,
  };
}
