/** What of a registered business is open for its merchant: read under the application's lock by every verb that edits. */
import type { Db } from "@/db/client";
import type { OwnApplication } from "@/db/queries/applications";
import { listChangesIn } from "@/db/queries/changes";
import { listFiles } from "@/db/queries/files";
import { listEntities } from "@/db/queries/kyb";
import { findLatestSubmission, findSent } from "@/db/queries/submissions";
import { isUnderWay } from "../domain/applications";
import { type OpenEntity, openEntities, type RefEntity } from "../domain/correction";
import type { ApplicationForm } from "../domain/progress";
import type { Sent } from "../domain/sent";
import { readApplicationForm } from "./application-form";

export type Opened = {
  /** What DOKU has. */
  sent: Sent;
  form: ApplicationForm;
  entities: RefEntity[];
  /** Empty when everything is locked. */
  open: OpenEntity[];
  /** A correction is on its way to DOKU: until it has arrived, nothing is edited. */
  isSending: boolean;
  granted: { id: string; type: string }[];
};

/** Null before the business is registered. */
export async function readOpened(db: Db, application: OwnApplication): Promise<Opened | null> {
  if (!application.dokuBusinessId) return null;
  const sent = await findSent(db, application.id);
  if (!sent) return null;
  const latest = await findLatestSubmission(db, application.id);
  const granted = await listChangesIn(db, application.id, ["approved"]);
  const entities = await listEntities(db, application.id);
  // A correction that stopped waits for staff: what it carries must not change under them.
  const isSending = application.state !== "submitted" || (latest !== null && isUnderWay(latest.stage));
  const types = granted.map(({ type }) => type);
  return {
    sent,
    form: await readApplicationForm(db, application.id),
    entities,
    open: isSending ? [] : openEntities(entities, types),
    isSending,
    granted: granted.map(({ id, type }) => ({ id, type })),
  };
}

/** What is changed so far, as the pure rules want it. */
export async function readCorrection(db: Db, applicationId: string, opened: Opened) {
  const files = await listFiles(db, applicationId);
  return { sent: opened.sent, form: opened.form, open: opened.open, files };
}
