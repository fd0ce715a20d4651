import { afterEach, expect, it } from "vitest";
import { savePartnerSettings } from "@/db/queries/partner";
import { env } from "../env";
import { kybStage, type Merchant, refuse } from "../testing/kyb-stage";

const stage = kybStage();

const setKeys = (secretKey: string, nextSecretKey: string | null) => {
  const { DOKU_BASE_URL: baseUrl, DOKU_CLIENT_ID: clientId } = env();
  const credentials = { baseUrl, clientId, secretKey, nextSecretKey, setAt: new Date().toISOString() };
  return savePartnerSettings(stage.db(), { credentials });
};
afterEach(() => savePartnerSettings(stage.db(), { credentials: null }));

async function lastOutcome({ applicationId }: Merchant) {
  const query =
    "select verified, outcome from webhook_events where application_id = $1 order by received_at desc limit 1";
  return (await stage.rows<{ verified: boolean; outcome: string }>(query, [applicationId]))[0];
}

it("verifies callbacks with the keys that staff have set, the next one too, and no longer with the environment's", async () => {
  const merchant = await stage.registered("Warung Kunci");
  // DOKU signs with the key of the environment throughout.
  await stage.decide(merchant, refuse("BUSINESS_BANK"));
  expect(await lastOutcome(merchant)).toMatchObject({ verified: true });

  await setKeys("SK-ANOTHER-1", env().DOKU_SECRET_KEY);
  await stage.decide(merchant, { type: "BUSINESS_BANK", status: "UPDATING" });
  expect(await lastOutcome(merchant)).toMatchObject({ verified: true });

  await setKeys("SK-ANOTHER-1", null);
  await stage.decide(merchant, refuse("BUSINESS_BANK"));
  expect(await lastOutcome(merchant)).toEqual({ verified: false, outcome: "unverified" });
});
