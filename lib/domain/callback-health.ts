/** What is wrong with DOKU's callbacks, from how they fared: pure, for the settings page. */

/**
 * local: DOKU cannot reach this machine · plain: the address is not encrypted · silent: merchants are at DOKU and nothing
 * came for a week · signature: a callback did not verify within a day · clock: the clocks differ · failed: something
 * that arrived could not be applied, or was not understood
 */
export const callbackTroubles = ["local", "plain", "silent", "signature", "clock", "failed"] as const;
export type CallbackTrouble = (typeof callbackTroubles)[number];

/** A difference of so many seconds is no traffic jam any more. */
export const clockTroubleSeconds = 60;

/** The middle one: a few callbacks that waited long, or were sent again, do not move it. Null for none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

export type CallbackState = {
  appUrl: string;
  isAtDoku: boolean;
  lastVerifiedAt: Date | null;
  unverifiedToday: number;
  failedToday: number;
  clockSeconds: number | null;
  now: Date;
};

const weekMs = 7 * 24 * 3_600_000;
const isOwnMachine = (hostname: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/** Everything that a person should look after, the first cause first. */
export function callbackTroublesOf(state: CallbackState): CallbackTrouble[] {
  const { appUrl, isAtDoku, lastVerifiedAt, now, clockSeconds } = state;
  const { hostname, protocol } = new URL(appUrl);
  const isLocal = isOwnMachine(hostname);
  const found: [CallbackTrouble, boolean][] = [
    ["local", isLocal],
    ["plain", !isLocal && protocol !== "https:"],
    ["silent", isAtDoku && (lastVerifiedAt === null || now.getTime() - lastVerifiedAt.getTime() > weekMs)],
    ["signature", state.unverifiedToday > 0],
    ["clock", clockSeconds !== null && Math.abs(clockSeconds) >= clockTroubleSeconds],
    ["failed", state.failedToday > 0],
  ];
  return found.flatMap(([trouble, isThere]) => (isThere ? [trouble] : []));
}
