/** An admin tests, sets or takes back the portal's credentials at DOKU. No secret ever leaves these verbs. */
import { isDeepStrictEqual } from "node:util";
import { database } from "@/db/client";
import { findPartnerCredentials, lockPartnerSettings, savePartnerSettings } from "@/db/queries/partner";
import { emitStaffAudit } from "../audit/emit";
import { type DokuAccount, dokuAccount } from "../doku-account";
import type { StaffActor } from "../domain/actor";
import type { Connection, DokuAccountChange } from "../domain/doku-settings";
import { conflict, refused } from "../errors";
import { retryPaused, retryWaiting } from "../onboarding/requeue-lost-submissions";
import { requireStill } from "../team/team-lock";
import { isAllowedAddress } from "./doku-addresses";
import { testConnection } from "./test-connection";

/** What was typed over what is set; an empty secret stays as it is, for the address and the client it was entered for only. */
function laidOver(now: DokuAccount, { baseUrl, clientId, ...typed }: DokuAccountChange): Omit<DokuAccount, "setAt"> {
  if (!isAllowedAddress(baseUrl)) throw refused("checkFields", [{ path: "address", key: "settings.dokuElsewhere" }]);
  const isOtherClient = clientId !== now.clientId;
  const isSame = !isOtherClient && baseUrl === now.baseUrl;
  if (!typed.secretKey && !isSame) {
    const key = isOtherClient ? "settings.secretNeeded" : "settings.secretElsewhere";
    throw refused("checkFields", [{ path: "secretKey", key }]);
  }
  const next = typed.nextSecretKey || (isSame ? now.nextSecretKey : null);
  return {
    baseUrl,
    clientId,
    secretKey: typed.secretKey || now.secretKey,
    nextSecretKey: typed.dropNext ? null : next,
  };
}

/**
 * Tests, with a row in the audit trail before the signed request leaves and one with what came of it: a test that ends
 * with the process has left its mark too.
 */
async function tested(actor: StaffActor, account: Omit<DokuAccount, "setAt">): Promise<Connection> {
  const { db } = await database();
  const detail = { baseUrl: account.baseUrl, clientId: account.clientId };
  await db.transaction(async (tx) => {
    await requireStill(tx, actor, "settings.manage");
    await emitStaffAudit(tx, { actor, action: "settings.doku_test_started", detail });
  });
  const connection = await testConnection(account);
  const found = { ...detail, outcome: connection.outcome };
  await db.transaction((tx) => emitStaffAudit(tx, { actor, action: "settings.doku_tested", detail: found }));
  return connection;
}

/**
 * Tries credentials, typed or set, without keeping them. The address that was called is in the audit trail.
 * @throws AppError refused with an issue on `address` for one that is not allowed, on `secretKey` when the secret that is set is to serve another client or sign
 * for another address · not_allowed when the actor was demoted or disabled meanwhile
 */
export async function tryCredentials({
  actor,
  input,
}: {
  actor: StaffActor;
  input: DokuAccountChange;
}): Promise<Connection> {
  const connection = await tested(actor, laidOver(await dokuAccount(), input));
  if (connection.outcome === "good") await retryPaused();
  return connection;
}

/**
 * Keeps credentials that a test found good, or any with `anyway`. Every process uses them from its next call on.
 * @returns `saved` false with what the test found, when they were not kept
 * @throws AppError as `tryCredentials` · conflict "settings.dokuChanged" when others were set during the test
 */
export async function saveCredentials({
  actor,
  input: { account: change, anyway },
}: {
  actor: StaffActor;
  input: { account: DokuAccountChange; anyway: boolean };
}): Promise<{ saved: boolean; connection: Connection }> {
  const before = await dokuAccount();
  const account = laidOver(before, change);
  const connection = await tested(actor, account);
  if (connection.outcome !== "good" && !anyway) return { saved: false, connection };
  const { db } = await database();
  await db.transaction(async (tx) => {
    await lockPartnerSettings(tx);
    await requireStill(tx, actor, "settings.manage");
    // What was typed was laid over `before`, and would write over what is set now.
    if (!isDeepStrictEqual(await dokuAccount(tx), before)) throw conflict("settings.dokuChanged");
    await savePartnerSettings(tx, { credentials: { ...account, setAt: new Date().toISOString() } });
    const detail = {
      baseUrl: account.baseUrl,
      clientId: account.clientId,
      secretChanged: account.secretKey !== before.secretKey,
      nextChanged: account.nextSecretKey !== before.nextSecretKey,
      outcome: connection.outcome,
    };
    await emitStaffAudit(tx, { actor, action: "settings.doku", detail });
  });
  await retryWaiting();
  return { saved: true, connection };
}

/**
 * Forgets what was set, so that the environment's credentials apply again.
 * @throws AppError not_allowed when the actor was demoted or disabled meanwhile
 */
export async function forgetCredentials({ actor }: { actor: StaffActor }): Promise<void> {
  const { db } = await database();
  await db.transaction(async (tx) => {
    await lockPartnerSettings(tx);
    await requireStill(tx, actor, "settings.manage");
    if (!(await findPartnerCredentials(tx)).credentials) return;
    await savePartnerSettings(tx, { credentials: null });
    await emitStaffAudit(tx, { actor, action: "settings.doku_forgotten" });
  });
  await retryWaiting();
}
