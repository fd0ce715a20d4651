import { database, type Tx } from "@/db/client";
import { lockApplicationUnscoped } from "@/db/queries/applications";
import { notFound } from "../errors";

/**
 * Runs `write` under the application's lock for what changes nothing about it: somebody looked. Open pages are not
 * rendered again for that. The lock comes first, as in every change, so that two writers never wait for each other.
 * @throws AppError not_found
 */
export async function seeMerchant<T>(applicationId: string, write: (tx: Tx) => Promise<T>): Promise<T> {
  const { db } = await database();
  return await db.transaction(async (tx) => {
    if (!(await lockApplicationUnscoped(tx, applicationId))) throw notFound();
    return await write(tx);
  });
}
