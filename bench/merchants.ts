/** Merchants who are at DOKU, made directly in the database of a measured portal, and callbacks about them. */
import { randomUUID } from "node:crypto";
import { type Database, openDatabase, setDatabase } from "../db/client";
import { prepareDatabase } from "../db/prepare";
import { insertApplication, updateApplication } from "../db/queries/applications";
import { insertPerson } from "../db/queries/users";
import { emailIndex, hashToken, newToken } from "../lib/crypto/tokens";
import { digestOf, sign } from "../lib/doku/signature";

export type BenchMerchant = { applicationId: string; ownerId: string; token: string; businessId: string };

/** Opens, migrates and closes the database around `fill`; the process's settings must name it. */
export async function inDatabase<T>(databaseUrl: string, fill: (opened: Database) => Promise<T>): Promise<T> {
  const opened = await openDatabase({ DATABASE_URL: databaseUrl, dataDir: "" });
  setDatabase(opened);
  try {
    await prepareDatabase(opened);
    return await fill(opened);
  } finally {
    await opened.close();
    setDatabase(undefined);
  }
}

export async function insertMerchants({ db }: Database, count: number): Promise<BenchMerchant[]> {
  const all: BenchMerchant[] = [];
  for (let index = 0; index < count; index += 1) {
    const email = `merchant-${index}@bench.test`;
    const person = { role: "merchant" as const, email, emailIndex: emailIndex(email), name: `Pemilik ${index}` };
    const ownerId = await insertPerson(db, person);
    const token = newToken();
    const secrets = { webhookToken: token, webhookTokenHash: hashToken(token) };
    const applicationId = await insertApplication(db, { ownerId, businessName: `Toko ${index}`, ...secrets });
    const businessId = `BSN-BENCH-${index}`;
    const at = new Date();
    await updateApplication(db, applicationId, { state: "submitted", submittedAt: at, dokuBusinessId: businessId });
    all.push({ applicationId, ownerId, token, businessId });
  }
  return all;
}

const types = [
  "BUSINESS",
  "BUSINESS_CONTACT",
  "BUSINESS_ADDRESS",
  "BUSINESS_DOCUMENT",
  "BUSINESS_BANK",
  "BRAND_PHOTO_PROOF",
];
const bodyBytes = 1024;

export type Signing = { clientId: string; secretKey: string };

/**
 * A callback of 1 kB about the merchant, another one for every `index`.
 * @param signedPath the path of the callback's address as DOKU knows it
 */
export function signedCallback(
  businessId: string,
  index: number,
  signedPath: string,
  { clientId, secretKey }: Signing,
) {
  const type = types[index % types.length] ?? "BUSINESS";
  // A whole second would be taken for the time of a reading, which is cut to seconds (lib/kyb/order).
  const told = Date.now() + index;
  const updatedAt = new Date(told % 1_000 === 0 ? told + 1 : told);
  const event = {
    type,
    business_id: businessId,
    entity_id: `${type}-${businessId}`,
    // Each is news: another state than the one before of the same entity.
    status: Math.floor(index / types.length) % 2 === 0 ? "ACTIVE" : "UPDATING",
    updated_at: updatedAt.toISOString(),
    filler: "",
  };
  event.filler = "x".repeat(Math.max(0, bodyBytes - JSON.stringify(event).length));
  const body = JSON.stringify(event);
  const timestamp = `${new Date().toISOString().slice(0, 19)}Z`;
  const parts = { clientId, requestId: randomUUID(), timestamp, requestTarget: signedPath, digest: digestOf(body) };
  const headers = {
    "Content-Type": "application/json",
    "Client-Id": clientId,
    "Request-Id": parts.requestId,
    "Request-Timestamp": timestamp,
    Signature: sign(parts, secretKey),
  };
  return { body, headers };
}
