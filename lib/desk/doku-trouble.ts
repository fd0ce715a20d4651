/** What staff are told about the way to DOKU: that it is left alone, or refuses the partner's credentials. */
import { database } from "@/db/client";
import { findBreaker } from "@/db/queries/breakers";
import { countWaitingSubmissions } from "@/db/queries/submissions";
import { isDokuDown } from "../doku/breaker";
import { dokuErrorKinds } from "../doku/failure";
import { dokuAccount, isAccountRefused } from "../doku-account";

/**
 * `paused`: DOKU is called by one try at a time, `since` then, because of failures of this `kind`; `nextTryAt` is the
 * next one. `refused`: it refuses the credentials, by the newest answer to a signed call. `waiting`: submissions that wait because of
 * that, and not for a fault of ours.
 */
export type DokuTrouble =
  | { what: "paused"; kind: string; since: Date; nextTryAt: Date | null; waiting: number }
  | { what: "refused"; nextTryAt: Date | null; waiting: number };

const isDokus = (failure: string | null) =>
  failure === "paused" || dokuErrorKinds.some((kind) => kind === failure && isDokuDown(kind));

/** Everything that is in the way of submissions now; empty when nothing is. Costs some short queries. */
export async function dokuTroubles(): Promise<DokuTrouble[]> {
  const { db } = await database();
  const { baseUrl } = await dokuAccount(db);
  const [breaker, waiting, isRefused] = await Promise.all([
    findBreaker(db, baseUrl),
    countWaitingSubmissions(db),
    isAccountRefused(),
  ]);
  const refused = waiting.find(({ failure }) => failure === "auth");
  const others = waiting.filter(({ failure }) => isDokus(failure)).reduce((sum, one) => sum + one.count, 0);
  const troubles: DokuTrouble[] = [];
  if (breaker?.openedAt) {
    const { kind, openedAt: since, nextTryAt } = breaker;
    troubles.push({ what: "paused", kind, since, nextTryAt, waiting: others });
  }
  // What waits for it may have been refused for itself alone.
  if (isRefused) {
    troubles.push({ what: "refused", nextTryAt: refused?.nextTryAt ?? null, waiting: refused?.count ?? 0 });
  }
  return troubles;
}
