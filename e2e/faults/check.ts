/** All invariants, in their order. */
import { checkFold } from "./fold";
import { businessesOf, checkEvents, checkHistory, checkPeople, checkTruth } from "./invariants";
import { checkNeverUnexplained, checkOnce } from "./once";
import type { Checked } from "./run";

/** What the last readings would put right. */
export async function checkBeforeReading(run: Checked): Promise<void> {
  await checkFold(run, await businessesOf(run));
}

export async function checkInTheEnd(run: Checked): Promise<void> {
  const businesses = await businessesOf(run);
  await checkTruth(run, businesses);
  await checkEvents(run);
  await checkOnce(run);
  await checkNeverUnexplained(run, businesses);
  await checkHistory(run);
  await checkPeople(run);
}
