import { beforeAll, expect, it } from "vitest";
import { insertSession, replaceToken } from "@/db/queries/sessions";
import { findWebhookTokens } from "@/db/queries/webhook-tokens";
import { hashToken, newToken } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import { street, type } from "../onboarding/correction-cases.fixture";
import { bodyOf, kybStage, type Merchant, refuse } from "../testing/kyb-stage";
import { addStaff } from "../testing/staff";
import { changeCallbackAddress, keepCallbackAddress } from "./callback-address";
import { receiveCallback } from "./receive-callback";

const stage = kybStage();
let actor: StaffActor;
let sessionId: string;
const confirmAt = (confirmedAt: Date) =>
  replaceToken(stage.db(), sessionId, { tokenHash: hashToken(newToken()), confirmedAt });
beforeAll(async () => {
  actor = await addStaff("Rani", "admin");
  const session = { userId: actor.userId, expiresAt: new Date(Date.now() + 3_600_000), browser: null, system: null };
  sessionId = await insertSession(stage.db(), { tokenHash: hashToken(newToken()), ...session });
  await confirmAt(new Date());
});

async function tokens({ applicationId }: Merchant) {
  const found = await findWebhookTokens(stage.db(), applicationId);
  if (!found) throw new Error("no such merchant");
  return found;
}
const deed = ({ applicationId }: Merchant) => ({ actor, sessionId, input: { applicationId } });
/** What a stranger who knows the address is told. */
async function knock(token: string) {
  const path = `/api/webhooks/doku/${token}`;
  return (await receiveCallback({ token, path, headers: new Headers(), rawBody: Buffer.from("{}") })).answer;
}
async function deeds({ applicationId }: Merchant) {
  const rows = await stage.rows<{ action: string }>(
    "select action from audit_log where application_id = $1 and action like 'callback_address%' order by position",
    [applicationId],
  );
  return rows.map(({ action }) => action);
}

it("tells DOKU the new address with a correction, and ends the old one once DOKU has used the new one", async () => {
  const merchant = await stage.registered("Usaha Alamat Baru");
  const { present } = await tokens(merchant);
  await changeCallbackAddress(deed(merchant));
  const { next } = await tokens(merchant);
  expect(next).toMatch(/^[\w-]{43}$/);
  expect(await knock(next ?? "")).toBe("unverified");

  // DOKU knows of nothing, and is still heard.
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  expect(await stage.application(merchant)).toMatchObject({ overall: "needs_correction" });
  expect(await tokens(merchant)).toEqual({ present, next });

  await type(merchant, "address", street);
  const submission = await stage.sendCorrected(merchant);
  const { callback_url: told } = bodyOf(submission).business as { callback_url?: string };
  expect(told).toMatch(new RegExp(`/api/webhooks/doku/${next}$`));
  expect(await knock(present)).toBe("unverified");

  await stage.decide(merchant, { type: "BUSINESS_ADDRESS", status: "ACTIVE" });
  expect(await tokens(merchant)).toEqual({ present: next, next: null });
  expect(await knock(present)).toBe("unknown_token");
  expect(await deeds(merchant)).toEqual(["callback_address.new", "callback_address.moved"]);

  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  await type(merchant, "address", { ...street, street: "Jalan Melati 2" });
  expect(bodyOf(await stage.sendCorrected(merchant)).business).not.toHaveProperty("callback_url");
});

it("changes nothing for who has not just proved again who they are", async () => {
  const merchant = await stage.registered("Usaha Tanpa Bukti");
  const before = await tokens(merchant);
  await confirmAt(new Date(Date.now() - 3_600_000));
  await expect(changeCallbackAddress(deed(merchant))).rejects.toThrow("confirmAgain");
  await confirmAt(new Date());
  expect(await tokens(merchant)).toEqual(before);
});

it("stays with the old address when staff say so, and forgets one that nobody used when there is another", async () => {
  const merchant = await stage.registered("Usaha Alamat Lama");
  const { present } = await tokens(merchant);
  await changeCallbackAddress(deed(merchant));
  const { next: first } = await tokens(merchant);
  await changeCallbackAddress(deed(merchant));
  expect(await knock(first ?? "")).toBe("unknown_token");
  const { next: second } = await tokens(merchant);
  await keepCallbackAddress(deed(merchant));
  expect(await knock(second ?? "")).toBe("unknown_token");
  expect(await tokens(merchant)).toEqual({ present, next: null });
  await expect(keepCallbackAddress(deed(merchant))).rejects.toThrow("callbackAddress.moved");
});
