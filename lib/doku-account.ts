/** The partner's account at DOKU: the client with its credentials, each call written to the staff's log. */
import { type Db, database } from "@/db/client";
import { findSignedOutcome, insertDokuCall } from "@/db/queries/kyb";
import { findPartnerCredentials } from "@/db/queries/partner";
import { createDokuClient, type DokuClient } from "./doku/client";
import type { DokuCall, DokuConfig } from "./doku/request";
import { admitCall, admitTyped, dokuWaitMs } from "./doku-breaker";
import { env } from "./env";
import { errorKind, log } from "./log";
import { countDokuCall } from "./metrics/count";

/** `setAt`: when staff set it; null for the environment's. The secrets are for signing and for nothing else. */
export type DokuAccount = {
  baseUrl: string;
  clientId: string;
  secretKey: string;
  nextSecretKey: string | null;
  setAt: Date | null;
};

/** What the settings of the process say, whatever staff have set. */
export function environmentAccount(): DokuAccount {
  const { DOKU_BASE_URL, DOKU_CLIENT_ID, DOKU_SECRET_KEY, DOKU_NEXT_SECRET_KEY } = env();
  return {
    baseUrl: DOKU_BASE_URL,
    clientId: DOKU_CLIENT_ID,
    secretKey: DOKU_SECRET_KEY,
    nextSecretKey: DOKU_NEXT_SECRET_KEY ?? null,
    setAt: null,
  };
}

/** `version`: that of the partner's settings, with which what was done with the account can ask whether it was still the present one. */
export type VersionedAccount = { account: DokuAccount; version: number };

/** What staff have set, or the environment's, as the database has it now. */
export async function versionedAccount(db: Db): Promise<VersionedAccount> {
  const { credentials, version } = await findPartnerCredentials(db);
  const account = credentials ? { ...credentials, setAt: new Date(credentials.setAt) } : environmentAccount();
  return { account, version };
}

/** The same without the version. Read at every call, so that every process uses what was set last. */
export async function dokuAccount(db?: Db): Promise<DokuAccount> {
  return (await versionedAccount(db ?? (await database()).db)).account;
}

/** Writes a call to the staff's log. A log that cannot be written must not fail the call that it tells about. */
export async function noteDokuCall(applicationId: string | null, call: DokuCall): Promise<void> {
  const { endpoint, outcome, status, durationMs } = call;
  log.info("doku.call", { endpoint, outcome, status, durationMs, applicationId });
  countDokuCall(call);
  await database()
    .then(({ db }) => insertDokuCall(db, { applicationId, ...call }))
    .catch((error: unknown) => log.error("doku.call.unlogged", { error: errorKind(error) }));
}

/** How calls on behalf of one application, or of none, are made. */
async function dokuConfig(applicationId: string | null): Promise<DokuConfig> {
  const { baseUrl, clientId, secretKey } = await dokuAccount();
  return {
    baseUrl,
    clientId,
    secretKey,
    timeoutMs: env().DOKU_TIMEOUT_SECONDS * 1_000,
    refuseUnsignedMismatch: env().DOKU_REFUSE_WRONG_ANSWERS === "on",
    admit: (timeoutMs) => admitCall(baseUrl, timeoutMs),
    onCall: (call) => noteDokuCall(applicationId, call),
  };
}

/** How long the account's DOKU is left alone from now on, in milliseconds; 0 when it may be called. */
export async function dokuPauseMs(): Promise<number> {
  return await dokuWaitMs((await dokuAccount()).baseUrl);
}

/** Somebody waits for it at a form. For one of up to three tries. */
const longestTypedMs = 10_000;

/** A client for what somebody types or chooses at a form: see `admitTyped`. Through lib/onboarding/typed-call, which counts. */
export async function typedDokuClient(applicationId: string): Promise<DokuClient> {
  const config = await dokuConfig(applicationId);
  const timeoutMs = Math.min(config.timeoutMs ?? longestTypedMs, longestTypedMs);
  return createDokuClient({ ...config, timeoutMs, admit: () => admitTyped(config.baseUrl) });
}

/** Older answers tell nothing of now. What waits for credentials asks every quarter of an hour. */
const evidenceMs = 24 * 3_600_000;

/**
 * Whether DOKU refuses the partner's account, by the newest answer to it since it was set.
 * @param besides an application whose own calls do not count
 */
export async function isAccountRefused({ besides = null }: { besides?: string | null } = {}): Promise<boolean> {
  const { db } = await database();
  const { setAt } = await dokuAccount(db);
  const since = new Date(Math.max(Date.now() - evidenceMs, setAt?.getTime() ?? 0));
  return (await findSignedOutcome(db, { since, besides })) === "auth";
}

/** A client for calls on behalf of one application, or of none. Its calls throw DokuError, see lib/doku/request. */
export async function dokuClient(applicationId: string | null): Promise<DokuClient> {
  return createDokuClient(await dokuConfig(applicationId));
}
