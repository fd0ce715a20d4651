/** What doors write down of what they refuse: why, in our own words, and nothing of what was sent. */
import { currentRequestId } from "./current-request";
import type { ErrorCode } from "./errors";
import { log } from "./log";

/** @param refusal `key` is that of the words that the sender reads; `faults` how many fields it is about; `userId` who is signed in */
export async function noteRefusal(
  door: "action" | "route" | "page",
  refusal: { code: ErrorCode; key: string; faults: number; userId: string | null },
): Promise<void> {
  log.info("refused", { requestId: await currentRequestId(), door, ...refusal });
}
