import { z } from "zod";
import { database } from "@/db/client";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { findCredentialFacts } from "@/db/queries/credentials";

/** What the page shows: which parts there are. Neither is read here. */
export async function loadCredentialPage(applicationId: string) {
  if (!z.uuid().safeParse(applicationId).success) return null;
  const { db } = await database();
  const application = await findApplicationUnscoped(db, applicationId);
  const facts = await findCredentialFacts(db, applicationId);
  return application && facts && { application, facts };
}
