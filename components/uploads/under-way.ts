import type { SummaryIssue } from "@/components/forms/error-summary";
import { busySlots } from "./slot-queues";

/** One line for each of the slots whose upload has not arrived yet. */
export function underWay(
  scope: string,
  slotIds: readonly string[],
  { stillSending }: { stillSending: string },
): SummaryIssue[] {
  const busy = busySlots(scope);
  return slotIds.filter((slotId) => busy.has(slotId)).map((path) => ({ path, text: stillSending }));
}
