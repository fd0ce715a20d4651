/** One invented merchant whose documents are decided, refused and corrected, for tests of the order of events. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Database } from "@/db/client";
import { findApplicationUnscoped, insertApplication, updateApplication } from "@/db/queries/applications";
import { listAttempts } from "@/db/queries/attempts";
import { listEntities } from "@/db/queries/kyb";
import { insertSubmission, updateSubmission } from "@/db/queries/submissions";
import { insertPerson } from "@/db/queries/users";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import type { BusinessReading } from "../doku/entities";
import { digestOf, sign } from "../doku/signature";
import { stateOfStatus, type WireStatus } from "../doku/status";
import { personalAnswers } from "../doku/testing/merchants";
import { overallState } from "../domain/overall";
import { type CallbackType, type EntityState, type RejectNote, sectionsOf, worstState } from "../domain/sections";
import type { CorrectionTarget } from "../domain/sent";
import { changeApplication } from "../live/change-application";
import { finishCorrection } from "../onboarding/finish-correction";
import { receiveCallback } from "./receive-callback";
import { takeOver } from "./take-over";

let opened: Database;
export let applicationId: string;
let token: string;
let businessId: string;

/** Minutes on DOKU's clock; never on a whole second, so that the reading's own time is later than what it tells. */
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 0, minute, 0, 500));
const now = new Date("2026-03-01T02:00:00Z");
export const correctedAt = 20;

export const brandId = "BRN-1";
export const entities = [
  { type: "BUSINESS", entityId: "BSN-1" },
  { type: "BUSINESS_CONTACT", entityId: "CTC-1" },
  { type: "BUSINESS_CONTACT", entityId: "CTC-2" },
  { type: "BUSINESS_DOCUMENT", entityId: "NIB" },
  { type: "BUSINESS_DOCUMENT", entityId: "DEED" },
  { type: "BUSINESS_BANK", entityId: "BNK-1" },
  { type: "BRAND", entityId: brandId },
  { type: "BRAND.OPERATIONAL_STATUS", entityId: brandId },
  { type: "BRAND_PRODUCT", entityId: "QRIS" },
] as const satisfies { type: CallbackType; entityId: string }[];
export type Named = (typeof entities)[number];

/** What DOKU decided about one entity and when; told by a callback that may lack its time. */
export type Verdict = { of: Named; status: WireStatus; minute: number };
export type Delivery = { verdict: Verdict; timeless: boolean; requestId: string };

export const entityOf = (entityId: string, type?: CallbackType): Named => {
  const found = entities.find((one) => one.entityId === entityId && (!type || one.type === type));
  if (!found) throw new Error(`no entity ${entityId}`);
  return found;
};
const notesOf = ({ of, status, minute }: Verdict): RejectNote[] =>
  status === "REJECTED" || status === "SUSPENDED"
    ? [{ code: "PHOTO_BLURRED", field: null, message: `Berkas ${of.entityId} buram, menit ${minute}` }]
    : [];

/** Begins a new story: a registered business of which nothing is decided. */
export async function register(on: Database): Promise<void> {
  opened = on;
  const email = `${randomUUID()}@merchant.test`;
  const person = { role: "merchant" as const, email, emailIndex: emailIndex(email), name: "Sari Dewi" };
  const ownerId = await insertPerson(opened.db, person);
  token = newToken();
  const secrets = { webhookToken: token, webhookTokenHash: hashToken(token) };
  businessId = `BSN-${randomUUID()}`;
  applicationId = await insertApplication(opened.db, { ownerId, businessName: "Toko Sari", ...secrets });
  await submit("registration", null, new Date());
  const ids = { dokuBusinessId: businessId, dokuBrandId: brandId };
  await updateApplication(opened.db, applicationId, { state: "submitted", submittedAt: new Date(), ...ids });
  await takeOverAt([], 0);
}
async function submit(kind: "registration" | "correction", target: CorrectionTarget | null, firstSentAt: Date) {
  const attempt = kind === "registration" ? 1 : 2;
  const sent = { answers: personalAnswers, files: [] };
  const id = await insertSubmission(opened.db, { applicationId, kind, attempt, filesTotal: 0, sent, target });
  await updateSubmission(opened.db, id, { stage: target ? "registering" : "done", firstSentAt });
  return id;
}

/** The corrected deed reaches DOKU. */
export async function correctDeed(firstSentAt = new Date()): Promise<void> {
  const target: CorrectionTarget = {
    cause: "correction",
    types: ["BUSINESS_DOCUMENT"],
    entities: [{ type: "BUSINESS_DOCUMENT", entityId: "DEED", effect: "review" }],
    ids: { address: null, bank: null, contacts: {}, socialMedia: {} },
    replaces: {},
    newFileIds: [],
    socialCodes: [],
    changeIds: [],
  };
  const submissionId = await submit("correction", target, firstSentAt);
  await finishCorrection({ applicationId, submissionId, dokuTime: at(correctedAt) });
}

export async function deliver({ verdict, timeless, requestId }: Delivery): Promise<void> {
  const { of, status, minute } = verdict;
  const updatedAt = timeless ? {} : { updated_at: at(minute).toISOString() };
  const body = { type: of.type, business_id: businessId, entity_id: of.entityId, status, ...updatedAt };
  const rawBody = Buffer.from(JSON.stringify({ ...body, reject_notes: notesOf(verdict) }));
  const path = `/api/webhooks/doku/${token}`;
  const parts = { clientId: "BRN-0042", requestId, timestamp: "2026-03-01T02:00:00Z", requestTarget: path };
  const headers = new Headers({
    "Client-Id": parts.clientId,
    "Request-Id": requestId,
    "Request-Timestamp": parts.timestamp,
    Signature: sign({ ...parts, digest: digestOf(rawBody) }, "SK-TEST-0000"),
  });
  const { answer, applied } = await receiveCallback({ token, path, headers, rawBody, now });
  expect(["accepted", "repeated"]).toContain(answer);
  await applied;
}

/** What DOKU would say of each entity at that minute. */
function truthAt(verdicts: readonly Verdict[], minute: number) {
  return entities.map((of) => {
    const own = verdicts.filter((verdict) => verdict.of === of && verdict.minute <= minute);
    const last = own.reduce<Verdict | null>((a, b) => (a && a.minute > b.minute ? a : b), null);
    const isCorrected = of.entityId === "DEED" && minute > correctedAt && (last?.minute ?? 0) < correctedAt;
    const verdict = last && !isCorrected ? last : { of, status: "UPDATING" as const, minute: 0 };
    return { ...of, verdict, state: stateOfStatus(verdict.status) ?? "in_review", notes: notesOf(verdict) };
  });
}

export async function takeOverAt(verdicts: readonly Verdict[], minute: number, startedAt = new Date()): Promise<void> {
  const reading: BusinessReading = {
    businessId,
    brandId,
    name: null,
    sharedKey: null,
    entities: truthAt(verdicts, minute).map(({ type, entityId, state, notes, verdict }) => ({
      ...{ type, entityId, state, notes, name: null, dokuTime: null, known: true, rawStatus: verdict.status },
      clues: { code: null, email: null, fileIds: [], place: 0 },
    })),
    silent: [],
    dokuTime: new Date(Math.floor(at(minute).getTime() / 1_000) * 1_000),
  };
  await changeApplication(applicationId, (tx) => takeOver(tx, applicationId, reading, startedAt));
}

export async function stored() {
  const application = await findApplicationUnscoped(opened.db, applicationId);
  const rows = await listEntities(opened.db, applicationId);
  const attempts = await listAttempts(opened.db, applicationId);
  return {
    overall: application?.overall,
    entities: Object.fromEntries(rows.map((row) => [`${row.type} ${row.entityId}`, row.state])),
    notes: rows.flatMap(({ notes }) => notes.map(({ message }) => message)).sort(),
    attempts: Object.fromEntries(attempts.map((one) => [`${one.type} ${one.attempt}`, one.state])),
  };
}
export async function mails(): Promise<string[]> {
  const { rows } = await opened.executeSql(`select occasion from mails where application_id = '${applicationId}'`);
  return (rows as { occasion: string }[]).map(({ occasion }) => occasion).sort();
}
export const stateOf = async (entityId: string, type: CallbackType) => (await stored()).entities[`${type} ${entityId}`];

/** What must come out, from DOKU's last word alone. */
export function expected(verdicts: readonly Verdict[]) {
  const truth = truthAt(verdicts, 59);
  const facts = truth.map(({ type, entityId, state, notes }) => ({
    ...{ type, entityId, state, notes, name: null, dokuTime: null },
  }));
  const worst = (type: CallbackType): EntityState | null =>
    worstState(facts.flatMap((one) => (one.type === type ? one.state : [])));
  const types = [...new Set(entities.map(({ type }) => type))];
  const attempts = types.map((type) => [`${type} 1`, worst(type)]);
  return {
    overall: overallState(sectionsOf(facts, {})),
    entities: Object.fromEntries(facts.map((one) => [`${one.type} ${one.entityId}`, one.state])),
    notes: facts.flatMap(({ notes }) => notes.map(({ message }) => message)).sort(),
    attempts: {
      ...Object.fromEntries(attempts),
      "BUSINESS_DOCUMENT 1": "rejected",
      "BUSINESS_DOCUMENT 2": worst("BUSINESS_DOCUMENT"),
      "BRAND_PRODUCT 1": "in_review",
      "BRAND_PRODUCT 2": worst("BRAND_PRODUCT"),
    },
  };
}
