/** An admin tests, sets or takes back the portal's credentials at DOKU. No secret ever leaves these verbs. */
import { database } from "@/db/client";
import { findPartnerCredentials, lockPartnerSettings, savePartnerSettings } from "@/db/queries/partner";
import { emitStaffAudit } from "../audit/emit";
import { type DokuAccount, dokuAccount } from "../doku-account";
import type { StaffActor } from "../domain/actor";
import type { Connection, DokuAccountChange } from "../domain/doku-settings";
import { refused } from "../errors";
import { testConnection } from "./test-connection";

/** What was typed over what is set; an empty secret stays as it is, for the same client only. */
function laidOver(now: DokuAccount, { baseUrl, clientId, ...typed }: DokuAccountChange): Omit<DokuAccount, "setAt"> {
  if (!typed.secretKey && clientId !== now.clientId) {
    throw refused("checkFields", [{ path: "secretKey", key: "settings.secretNeeded" }]);
  }
  const next = typed.nextSecretKey || (clientId === now.clientId ? now.nextSecretKey : null);
  return {
    baseUrl,
    clientId,
    secretKey: typed.secretKey || now.secretKey,
    nextSecretKey: typed.dropNext ? null : next,
  };
}

/**
 * Tries credentials, typed or set, without keeping them. The address that was called is in the audit trail.
 * @throws AppError refused with an issue on `secretKey` when another client is to use the secret that is set
 */
export async function tryCredentials({
  actor,
  input,
}: {
  actor: StaffActor;
  input: DokuAccountChange;
}): Promise<Connection> {
  const account = laidOver(await dokuAccount(), input);
  const connection = await testConnection(account);
  const { db } = await database();
  const detail = { baseUrl: account.baseUrl, clientId: account.clientId, outcome: connection.outcome };
  await db.transaction((tx) => emitStaffAudit(tx, { actor, action: "settings.doku_tested", detail }));
  return connection;
}

/**
 * Keeps credentials that a test found good, or any with `anyway`. Every process uses them from its next call on.
 * @returns `saved` false with what the test found, when they were not kept
 * @throws AppError as `tryCredentials`
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
  const connection = await testConnection(account);
  if (connection.outcome !== "good" && !anyway) return { saved: false, connection };
  const { db } = await database();
  await db.transaction(async (tx) => {
    await lockPartnerSettings(tx);
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
  return { saved: true, connection };
}

/** Forgets what was set, so that the environment's credentials apply again. */
export async function forgetCredentials({ actor }: { actor: StaffActor }): Promise<void> {
  const { db } = await database();
  await db.transaction(async (tx) => {
    await lockPartnerSettings(tx);
    if (!(await findPartnerCredentials(tx))) return;
    await savePartnerSettings(tx, { credentials: null });
    await emitStaffAudit(tx, { actor, action: "settings.doku_forgotten" });
  });
}
