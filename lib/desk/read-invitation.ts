import { z } from "zod";
import { database } from "@/db/client";
import { findLatestInvitation } from "@/db/queries/invitations";

/** The newest invitation of an application, for staff; null for an id of nothing. */
export async function readInvitationOf(applicationId: string) {
  if (!z.uuid().safeParse(applicationId).success) return null;
  return await findLatestInvitation((await database()).db, applicationId);
}
