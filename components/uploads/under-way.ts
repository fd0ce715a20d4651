import type { SummaryIssue } from "@/components/forms/error-summary";
import { slotsWhere } from "./slot-queues";

/** The slots with a photo that waits for the person: nobody else will send it. */
export const askingSlots = (scope: string) => [...slotsWhere(scope, (queue) => queue.isAsking())];

/** One line for each of the slots whose upload has not arrived yet, and for what it waits. */
export function underWay(
  scope: string,
  slotIds: readonly string[],
  { stillSending, stillAsking }: { stillSending: string; stillAsking: string },
): SummaryIssue[] {
  const busy = slotsWhere(scope, (queue) => queue.isBusy());
  const asking = slotsWhere(scope, (queue) => queue.isAsking());
  return slotIds
    .filter((slotId) => busy.has(slotId))
    .map((path) => ({ path, text: asking.has(path) ? stillAsking : stillSending }));
}
