/** Reads Get business data, which is the truth when it and our callbacks disagree (contract sections 4 and 10). */
import { database, type Tx } from "@/db/client";
import { databaseNow, sharedNow } from "@/db/clock";
import { findApplicationUnscoped, updateApplication } from "@/db/queries/applications";
import { liteKind } from "../doku/assumptions";
import { DokuError } from "../doku/failure";
import { dokuClient } from "../doku-account";
import { type Kind, kindSchema } from "../domain/business";
import { readAfterFailureMs } from "../domain/read-schedule";
import { env } from "../env";
import { changeApplication } from "../live/change-application";
import { log } from "../log";
import { countDrifts } from "../metrics/count";
import { takeOver } from "./take-over";

/** A merchant's share of what is read once DOKU is back: not all in one moment. */
const spreadMs = 30_000;

/** DOKU was not asked: its environment is left alone for a while (lib/doku-breaker). That is no failure of this reading. */
async function waitForDoku(applicationId: string, { retryAfterMs }: DokuError): Promise<void> {
  const afterMs = (retryAfterMs ?? 0) + Math.random() * spreadMs;
  await changeApplication(
    applicationId,
    async (tx) => {
      const nextReadAt = new Date((await sharedNow(tx)).getTime() + afterMs);
      await updateApplication(tx, applicationId, { nextReadAt }, false);
    },
    { isNews: false },
  );
}

/** A reading that failed is due again soon, by the same schedule that all readings keep (see enqueueDueReads). */
async function putOff(applicationId: string, error: DokuError): Promise<void> {
  await changeApplication(
    applicationId,
    async (tx, { readFailures }) => {
      const failures = readFailures + 1;
      const afterMs = readAfterFailureMs(readFailures, env().READ_EVERY_SECONDS * 1_000);
      log.warn("reading.failed", { applicationId, failure: error.kind, failures });
      const nextReadAt = new Date((await sharedNow(tx)).getTime() + afterMs);
      await updateApplication(tx, applicationId, { readFailures: failures, nextReadAt }, false);
    },
    { isNews: false },
  );
}

/** The job. What DOKU fails at is put off, a fault of our own throws, so that it is tried again and seen. */
export async function readBusiness({ applicationId }: { applicationId: string }): Promise<void> {
  const { db } = await database();
  const application = await findApplicationUnscoped(db, applicationId);
  if (!application?.dokuBusinessId || application.state === "closed") return;
  // What the merchant chose at DOKU is not told to us.
  const kind: Kind = application.way === "lite" ? liteKind : kindSchema.parse(application);
  const startedAt = await databaseNow(db);
  const ids = { businessId: application.dokuBusinessId, brandId: application.dokuBrandId };
  try {
    const reading = await (await dokuClient(applicationId)).getBusiness(ids, kind);
    const take = (tx: Tx) => takeOver(tx, applicationId, reading, startedAt);
    countDrifts(await changeApplication(applicationId, take, { isNews: false }));
  } catch (error) {
    if (!(error instanceof DokuError)) throw error;
    await (error.kind === "paused" ? waitForDoku : putOff)(applicationId, error);
  }
}
