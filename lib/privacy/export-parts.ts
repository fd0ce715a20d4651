/** What the export of one merchant holds, one part a file; docs/privacy.md says what is left out, and why. */
import type { Db } from "@/db/client";
import {
  ownAccount,
  ownAnswers,
  ownBusiness,
  ownChanges,
  ownEntities,
  ownFiles,
  ownHistory,
  ownMails,
  ownReturns,
  ownSubmissions,
  ownVerdicts,
} from "@/db/queries/own-data";
import { listSeenMoments } from "@/db/queries/seen";
import { extensionOf } from "../domain/file-formats";
import { seenKinds } from "../domain/seeing";
import { nameOfFile } from "./export-names";

type Part = { name: string; read: (db: Db, applicationId: string) => Promise<unknown> };

async function readSeen(db: Db, applicationId: string) {
  const moments = await listSeenMoments(db, applicationId);
  const kinds: Record<string, string> = seenKinds;
  return moments.map(({ at, action }) => ({ at, saw: kinds[action] ?? action }));
}

async function readFiles(db: Db, applicationId: string) {
  return (await ownFiles(db, applicationId)).map(({ id, storageKey: _, ...file }) => ({
    ...file,
    file: file.contentDeletedAt ? null : nameOfFile(id, file.slotId, extensionOf(file.mediaType)),
  }));
}

/** In the order in which a person would read them. Each is read when its turn comes. */
export const exportParts: readonly Part[] = [
  { name: "account", read: ownAccount },
  { name: "business", read: ownBusiness },
  { name: "answers", read: ownAnswers },
  { name: "sent-to-doku", read: ownSubmissions },
  { name: "verdicts", read: ownVerdicts },
  { name: "at-doku-now", read: ownEntities },
  { name: "changes", read: ownChanges },
  { name: "returned", read: ownReturns },
  { name: "emails", read: ownMails },
  { name: "history", read: ownHistory },
  { name: "seen-by-staff", read: readSeen },
  { name: "files", read: readFiles },
];
