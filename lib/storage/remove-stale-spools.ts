/** What crashes leave behind: uploads that were being received when the process ended. */
import { errorKind, log } from "../log";
import { type Storage, storage } from "./storage";

/** Where an upload lies until it is checked. */
export const spoolFolder = "incoming";

/** Longer than any upload stands still: a spool that is still being received is written to all the time. */
const staleAfterMs = 3_600_000;

/** Removes spools that nothing was written to for an hour. Called every ten minutes; never fails, only logs. */
export async function removeStaleSpools(from: Storage = storage(), now = new Date()): Promise<void> {
  try {
    const removed = await from.removeOlder(spoolFolder, new Date(now.getTime() - staleAfterMs));
    if (removed > 0) log.info("storage.spools-removed", { removed });
  } catch (error) {
    log.warn("storage.spools-not-removed", { error: errorKind(error) });
  }
}

/** Often, because whoever may upload can leave unfinished uploads behind faster than a day's sweep would take them away. */
export const spoolSweep = { name: "spools", everyMs: 600_000, run: () => removeStaleSpools() };
