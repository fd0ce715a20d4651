/** What changes the place of many merchants in the queue at once, or has never been written down for them. */
import { database } from "@/db/client";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { listIdsByReason } from "@/db/queries/queue";
import { listUnindexed, writeMerchantWords, writeSearchKeys } from "@/db/queries/search";
import { changeApplication } from "../live/change-application";

const atOnce = 200;

/** In `Jobs` there are texts only: stands for "no reason was chosen yet". */
export const unmappedReason = "unmapped";

/** Applications are changed one by one, so that nobody waits long for any of them. */
async function settlePlace(applicationId: string): Promise<void> {
  await changeApplication(applicationId, async () => {}, { isNews: false });
}

/** The job after staff have put a note of DOKU's under another reason: every merchant that may have such a note. */
export async function queueUpAgain({ reason }: { reason: string }): Promise<void> {
  const { db } = await database();
  const wanted = reason === unmappedReason ? null : reason;
  for (let after: string | null = null; ; ) {
    const ids: string[] = await listIdsByReason(db, { reason: wanted, after, limit: atOnce });
    for (const id of ids) await settlePlace(id);
    after = ids.at(-1) ?? null;
    if (ids.length < atOnce) return;
  }
}

/** Merchants from before the desk had a queue get their place in it, and the words and numbers they are found by. */
export async function indexEarlierMerchants(): Promise<void> {
  const { db } = await database();
  for (;;) {
    const ids = await listUnindexed(db, atOnce);
    for (const id of ids) {
      await changeApplication(
        id,
        async (tx) => {
          const application = await findApplicationUnscoped(tx, id);
          if (!application) return;
          await writeMerchantWords(tx, id, application);
          await writeSearchKeys(tx, id);
        },
        { isNews: false },
      );
    }
    if (ids.length < atOnce) return;
  }
}
