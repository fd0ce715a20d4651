import type { SummaryIssue } from "@/components/forms/error-summary";
import { filled } from "@/components/ui/filled";
import { slotsWhere } from "./slot-queues";

/** The slots with a photo that waits for the person: nobody else will send it. */
export const askingSlots = (scope: string) => [...slotsWhere(scope, (queue) => queue.isAsking()).keys()];

/** The name of the question about a photo, which the summary leads to. */
export const askingPath = (slotId: string) => `${slotId}.asking`;

/** One line for each of the slots whose upload has not arrived yet, and for what it waits. */
export function underWay(
  scope: string,
  slotIds: readonly string[],
  { stillSending, stillAsking }: { stillSending: string; stillAsking: string },
): (SummaryIssue & { slotId: string })[] {
  const busy = slotsWhere(scope, (queue) => queue.isBusy());
  const asking = slotsWhere(scope, (queue) => queue.isAsking());
  return slotIds.flatMap((slotId) => {
    const what = busy.get(slotId);
    if (what === undefined) return [];
    return asking.has(slotId)
      ? [{ slotId, path: askingPath(slotId), text: filled(stillAsking, { what }) }]
      : [{ slotId, path: slotId, text: filled(stillSending, { what }) }];
  });
}
