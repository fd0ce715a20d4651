import type { Db } from "@/db/client";
import { type FoundFile, findFileUnscoped, findOwnFile } from "@/db/queries/files";
import type { CaseActor } from "../domain/actor";

/** A file in use of the application that the actor acts on, or null. */
export async function findCaseFile(db: Db, actor: CaseActor, fileId: string): Promise<FoundFile | null> {
  const file =
    actor.kind === "merchant" ? await findOwnFile(db, actor.userId, fileId) : await findFileUnscoped(db, fileId);
  return file?.applicationId === actor.applicationId && file.removedAt === null ? file : null;
}
