/** For tests: a sandbox whose callbacks reach the portal's own verb over HTTP, a database, and merchants who are at DOKU. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, vi } from "vitest";
import type { Database } from "@/db/client";
import { findApplicationUnscoped, type OwnApplication } from "@/db/queries/applications";
import { listEntities, type StoredEntity } from "@/db/queries/kyb";
import { findLatestSubmission, type Submission } from "@/db/queries/submissions";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { type RunningSandbox, startSandbox } from "@/sandbox/server";
import type { BusinessRecord, CallRecord, Delivery, EntityStatus } from "@/sandbox/store/records";
import type { MerchantActor } from "../domain/actor";
import type { CallbackType } from "../domain/sections";
import { startJobs, stopWorkers } from "../jobs/queue";
import { readBusiness } from "../kyb/read-business";
import { receiveCallback } from "../kyb/receive-callback";
import { closeMail } from "../mail/send-mail";
import { type ReadyOptions, readyApplication } from "../onboarding/ready-application.fixture";
import { submitApplication } from "../onboarding/submit-application";
import { pressSend } from "./press-send";
import { forgetPauses, sendNow as sendApplication } from "./send-now";

export type Merchant = { actor: MerchantActor; applicationId: string; businessId: string };
export type Verdict = { type: CallbackType; status: EntityStatus; entityId?: string; notes?: unknown[] };
export const refuse = (type: CallbackType, entityId?: string): Verdict => {
  return { type, status: "REJECTED", notes: ["Tidak sesuai"], ...(entityId ? { entityId } : {}) };
};
export type Fault = {
  kind: string;
  status?: number;
  remaining?: number;
  retryAfterSec?: number;
  retryAfterDate?: boolean;
  delayMs?: number;
};

/** The portal's callback address, without the portal. */
async function openDoor() {
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const path = request.url ?? "";
    const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const token = path.split("/").at(-1) ?? "";
    const rawBody = Buffer.concat(pieces);
    const receipt = await receiveCallback({ token, path, headers, rawBody }).catch(() => null);
    // A test that sees the answer may look at what came of it.
    await receipt?.applied;
    // A connection that is kept may be closed here in the moment in which the sandbox uses it again; that callback would come hours later.
    response.setHeader("Connection", "close");
    response.writeHead(receipt?.answer === "accepted" || receipt?.answer === "repeated" ? 200 : 500).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** Call once per file, before the first test. Nothing is decided but by the test, and no background work runs by itself. */
export function kybStage() {
  let sandbox: RunningSandbox;
  let opened: Database;
  let door: Awaited<ReturnType<typeof openDoor>>;

  beforeAll(async () => {
    sandbox = await startSandbox({ clientId: "BRN-0001-TEST", secretKey: "SK-TEST-0000", auto: false, hangMs: 100 });
    door = await openDoor();
    vi.stubEnv("DOKU_BASE_URL", sandbox.url);
    vi.stubEnv("APP_URL", door.url);
    vi.stubEnv("SMTP_URL", `smtp://127.0.0.1:${sandbox.smtpPort}`);
    opened = await openTestDatabase();
    await startJobs();
  });
  afterAll(async () => {
    await stopWorkers();
    closeMail();
    await closeTestDatabase();
    await sandbox.close();
    door.close();
    vi.unstubAllEnvs();
  });

  async function control<T>(path: string, method = "GET", body?: unknown): Promise<T> {
    if (path === "/faults" && method === "DELETE") await forgetPauses();
    // A kept connection may be closed by the sandbox in the moment in which it is used again.
    const headers = { "Content-Type": "application/json", Connection: "close" };
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const response = await fetch(`${sandbox.url}/control${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
  beforeEach(() => control("/faults", "DELETE"));

  /** Every callback that is on its way has been answered. */
  async function callbacksArrived({ businessId }: Merchant): Promise<void> {
    await vi.waitFor(
      async () => {
        const { deliveries } = await control<{ deliveries: Delivery[] }>(`/deliveries?businessId=${businessId}`);
        const waiting = deliveries.filter(({ state, attempts }) => state === "pending" && attempts.length === 0);
        if (waiting.length > 0) throw new Error(`${waiting.length} callbacks are on their way`);
        const lost = deliveries.flatMap(({ state, attempts }) => (state === "pending" ? attempts : []));
        const unanswered = lost.find(({ status }) => status === null);
        // It has not been applied, and a test that goes on would be about something else.
        if (unanswered) throw new Error(`a callback got no answer: ${unanswered.error}`);
      },
      { timeout: 20_000, interval: 10 },
    );
  }

  const latest = async ({ applicationId }: Merchant): Promise<Submission> => {
    const submission = await findLatestSubmission(opened.db, applicationId);
    if (!submission) throw new Error("nothing was submitted");
    return submission;
  };
  const entities = (merchant: Merchant) => listEntities(opened.db, merchant.applicationId);

  return {
    db: () => opened.db,
    rows: async <T>(query: string, values?: unknown[]) => (await opened.executeSql(query, values)).rows as T[],
    control,
    callbacksArrived,
    latest,
    entities,
    fault: (endpoint: string, fault: Fault) => control("/faults", "POST", { endpoint, ...fault }),
    calls: async (endpoint: string) => (await control<{ calls: CallRecord[] }>(`/calls?endpoint=${endpoint}`)).calls,
    /** What DOKU has. */
    atDoku: (merchant: Merchant) => control<BusinessRecord>(`/businesses/${merchant.businessId}`),
    read: ({ applicationId }: Merchant) => readBusiness({ applicationId }),

    /** A merchant whose registration DOKU has, and whose entities have been read once. */
    async registered(name: string, options?: ReadyOptions): Promise<Merchant> {
      const actor = await readyApplication(name, options);
      const { applicationId } = actor;
      await sendApplication(await submitApplication({ actor }));
      await readBusiness({ applicationId });
      const application = await findApplicationUnscoped(opened.db, applicationId);
      if (!application?.dokuBusinessId) throw new Error("DOKU did not take the registration");
      return { actor, applicationId, businessId: application.dokuBusinessId };
    },
    async application({ applicationId }: Merchant): Promise<OwnApplication> {
      const application = await findApplicationUnscoped(opened.db, applicationId);
      if (!application) throw new Error("no such application");
      return application;
    },
    async entity(merchant: Merchant, type: CallbackType, ref?: string): Promise<StoredEntity> {
      const own = (await entities(merchant)).filter((entity) => entity.type === type);
      const found = own.find((entity) => ref === undefined || entity.ref === ref);
      if (!found) throw new Error(`no ${type} ${ref} among ${own.map((entity) => entity.ref)}`);
      return found;
    },
    /** DOKU decides, and its callbacks arrive. */
    async decide(merchant: Merchant, ...verdicts: Verdict[]): Promise<void> {
      for (const verdict of verdicts) await control(`/businesses/${merchant.businessId}/status`, "POST", verdict);
      await callbacksArrived(merchant);
    },
    async approveAll(merchant: Merchant): Promise<void> {
      await control(`/businesses/${merchant.businessId}/approve`, "POST", {});
      await callbacksArrived(merchant);
    },
    /** The merchant presses, and the job runs until DOKU has the correction or a person must look. */
    async sendCorrected(merchant: Merchant, maxRuns = 6): Promise<Submission> {
      const press = await pressSend(merchant.actor);
      for (let run = 0; run < maxRuns; run += 1) {
        await sendApplication(press);
        const submission = await latest(merchant);
        if (submission.stage === "done" || submission.stage === "attention") return submission;
      }
      throw new Error("still not finished");
    },
  };
}
export type KybStage = ReturnType<typeof kybStage>;

/** The body of an update, as DOKU got it. */
export function bodyOf(submission: Submission): { business: Record<string, unknown> } {
  return JSON.parse(submission.requestBody ?? "null");
}
