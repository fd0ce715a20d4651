/** What was brought to sign in or to prove again who somebody is, and what came of it: good and bad, without the thing itself. */
import { log } from "../log";

type By = "link" | "code" | "confirmation" | "invitation" | "sso";

/** @param userId whom it would have been, where that is known */
export function noteTry(by: By, outcome: "in" | "wrong" | "over", userId: string | null): void {
  log.info("sign-in.tried", { by, outcome, userId });
}
