/** Asks DOKU for a token with a pair of credentials, and says in our words what came of it. */
import { createDokuClient } from "../doku/client";
import { type DokuCall, DokuError, type DokuErrorKind } from "../doku/request";
import { noteDokuCall } from "../doku-account";
import { reportDokuWell } from "../doku-breaker";
import { type Connection, type ConnectionOutcome, clockLimitSeconds } from "../domain/doku-settings";

/** Somebody waits for it, and DOKU answers in a second or so. For one of up to three tries. */
const timeoutMs = 7_000;

const outcomes: Record<DokuErrorKind, ConnectionOutcome> = {
  auth: "wrong_key",
  rejected: "refused",
  conflict: "refused",
  not_found: "not_doku",
  unreadable: "not_doku",
  unknown_outcome: "not_doku",
  rate_limited: "busy",
  paused: "busy",
  unavailable: "busy",
  timeout: "slow",
  network: "unreachable",
};

const secondsAhead = ({ at, answeredAt, durationMs }: DokuCall) =>
  answeredAt && Math.round((answeredAt.getTime() - at.getTime() - durationMs / 2) / 1_000);

type Pair = { baseUrl: string; clientId: string; secretKey: string };

/**
 * Generate token, past the cache (contract section 6), also while DOKU is left alone: a good answer ends that. Never throws for
 * what DOKU does.
 */
export async function testConnection(pair: Pair): Promise<Connection> {
  const startedAt = performance.now();
  let clockSeconds: number | null = null;
  const client = createDokuClient({
    ...pair,
    timeoutMs,
    async onCall(call) {
      clockSeconds = secondsAhead(call);
      await noteDokuCall(null, call);
    },
  });
  const found = (outcome: ConnectionOutcome): Connection => {
    return { outcome, tookMs: Math.round(performance.now() - startedAt), clockSeconds };
  };
  try {
    await client.issueToken();
    await reportDokuWell(pair.baseUrl);
    return found("good");
  } catch (error) {
    if (!(error instanceof DokuError)) throw error;
    const outcome = outcomes[error.kind];
    const mayBeTheClock = outcome === "wrong_key" || outcome === "refused";
    const isFarOff = clockSeconds !== null && Math.abs(clockSeconds) > clockLimitSeconds;
    return found(mayBeTheClock && isFarOff ? "clock" : outcome);
  }
}
