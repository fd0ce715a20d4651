/** Proving again who one is, before what an open session alone must not do. */
import type { CallbackType } from "./sections";

/** How long a proof of who somebody is counts, in milliseconds. */
export const confirmationMs = 10 * 60_000;

/** Until when it counts; null when it is over, or there was none. */
export function confirmedUntil(confirmedAt: Date | null, now: Date): Date | null {
  const until = confirmedAt && new Date(confirmedAt.getTime() + confirmationMs);
  return until && until > now ? until : null;
}

/** Whether sections say where the money goes: nobody changes that in a session that somebody left open. */
export const movesMoney = (types: readonly CallbackType[]): boolean => types.includes("BUSINESS_BANK");
