import { database } from "@/db/client";
import { readCallbackHealth } from "@/db/queries/callback-health";
import { findPartnerSettings } from "@/db/queries/partner";
import { dokuAccount } from "@/lib/doku-account";
import { callbackTroublesOf, median } from "@/lib/domain/callback-health";
import { environmentOf } from "@/lib/domain/doku-settings";
import { readPartnerSettings } from "@/lib/domain/partner-settings";
import { env } from "@/lib/env";
import { partner } from "@/lib/partner";
import { paths } from "@/lib/paths";

/** Where DOKU calls us about a merchant; the last part is another for each. */
const callbackPattern = () => `${env().APP_URL}${paths.webhook("…")}`;

async function loadHealth(now: Date) {
  const facts = await readCallbackHealth((await database()).db, now);
  const { lastVerifiedAt, lastUnverifiedAt, day, week, clockMs, isAtDoku } = facts;
  const middle = median(clockMs);
  const clockSeconds = middle === null ? null : Math.round(middle / 1_000);
  const failedToday = day.failed + day.not_understood;
  const state = { isAtDoku, lastVerifiedAt, unverifiedToday: day.unverified, failedToday, clockSeconds, now };
  const troubles = callbackTroublesOf({ ...state, appUrl: env().APP_URL });
  return { lastVerifiedAt, lastUnverifiedAt, day, week, clockSeconds, troubles, pattern: callbackPattern(), now };
}
export type CallbackHealth = Awaited<ReturnType<typeof loadHealth>>;

/**
 * What the settings page shows: what is set, and what applies (`now`) where nothing is. Of DOKU's credentials all but
 * the secrets.
 */
export async function loadSettings() {
  const { db } = await database();
  const [row, now, account, health] = await Promise.all([
    findPartnerSettings(db),
    partner(),
    dokuAccount(),
    loadHealth(new Date()),
  ]);
  const { baseUrl, clientId, nextSecretKey, setAt } = account;
  return {
    settings: readPartnerSettings(row?.values ?? {}),
    now,
    health,
    doku: { environment: environmentOf(baseUrl), baseUrl, clientId, setAt, hasNext: nextSecretKey !== null },
  };
}
