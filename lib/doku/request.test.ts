import { afterEach, describe, expect, it } from "vitest";
import { createDokuClient } from "./client";
import { type DokuCall, type DokuConfig, DokuError } from "./request";
import { personalKind, personalRegistration } from "./testing/merchants";
import { clientId, type Reply, type ScriptedDoku, secretKey, startScriptedDoku } from "./testing/scripted-doku";

const registered = { business: { id: "BSN-1", status: "UPDATING", brands: [{ id: "BRN-2", shared_key: "SK-m" }] } };
const requirements = {
  business: { brand: { photo_proof: { code: "PHOTO_PROOF", name: "Photo", extensions: ["PNG"], max_size: 15 } } },
};

const open: ScriptedDoku[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((doku) => doku.close()));
});

async function scripted(script: Reply[], options: Partial<DokuConfig> = {}) {
  const doku = await startScriptedDoku(script);
  open.push(doku);
  const calls: DokuCall[] = [];
  const onCall = (call: DokuCall) => {
    calls.push(call);
  };
  const config = { baseUrl: doku.baseUrl, clientId, secretKey, timeoutMs: 20_000, onCall, ...options };
  return { doku, calls, client: createDokuClient(config) };
}

async function failureOf(promise: Promise<unknown>): Promise<DokuError> {
  const outcome = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof DokuError)) throw new Error(`expected a DokuError, got ${String(outcome)}`);
  return outcome;
}

describe("a registration", () => {
  it("is signed over the bytes that were prepared and told to the call log without them", async () => {
    const { doku, client, calls } = await scripted([{ body: registered, signWith: secretKey }]);
    const prepared = client.prepareRegistration(personalRegistration);
    expect(await client.sendRegistration(prepared)).toMatchObject({
      businessId: "BSN-1",
      brands: [{ brandId: "BRN-2", sharedKey: "SK-m" }],
    });
    const [seen] = doku.seen;
    expect(seen).toMatchObject({ method: "POST", target: "/adv-core-api/partner/v1.0/business", signed: true });
    expect(seen?.body.toString()).toBe(prepared.body);
    expect(seen?.headers["request-id"]).toBe(prepared.requestId);
    expect(calls).toMatchObject([
      { endpoint: "register-business", status: 200, outcome: "ok", errorText: null, signatureMismatch: false },
    ]);
    expect(JSON.stringify(calls)).not.toMatch(/Tini|SK-m/);
    expect(calls[0]?.answerBody).toEqual({
      business: { id: "BSN-1", status: "UPDATING", brands: [{ id: "BRN-2", shared_key: "••• 1–8" }] },
    });
    expect(calls[0]?.sentBody).toHaveProperty("business.type");
  });

  it("signs each try anew, under the same Request-Id", async () => {
    let seconds = 0;
    const now = () => new Date(Date.UTC(2026, 2, 1, 0, 0, seconds++, 999));
    const { doku, client } = await scripted([{ status: 503 }, { status: 409, body: registered }], { now });
    const prepared = client.prepareRegistration(personalRegistration);
    await failureOf(client.sendRegistration(prepared));
    await client.sendRegistration(prepared);
    const times = doku.seen.map((seen) => seen.headers["request-timestamp"]);
    expect(times).toEqual(["2026-03-01T00:00:00Z", "2026-03-01T00:00:01Z"]);
    expect(new Set(doku.seen.map((seen) => seen.headers["request-id"])).size).toBe(1);
    expect(doku.seen.every((seen) => seen.signed)).toBe(true);
  });

  it("takes a 409 with a business id for the first answer, and is not repeated inside", async () => {
    const { client, calls } = await scripted([{ status: 409, body: registered }]);
    const { businessId } = await client.sendRegistration(client.prepareRegistration(personalRegistration));
    expect(businessId).toBe("BSN-1");
    expect(calls).toMatchObject([{ outcome: "replayed", status: 409 }]);
  });

  it.each([
    ["DUPLICATE_TRANSACTION", { status: "FAILED", response_code: "DUPLICATE_TRANSACTION", message: "twice" }],
    ["an empty id", { business: { id: "" } }],
    ["an error that has an id of its own", { id: "err-7", message: ["Request-Id was used"] }],
    ["nothing", {}],
    ["no JSON", "<html>"],
  ])("takes a 409 with %s for a conflict", async (_name, body) => {
    const { client } = await scripted([{ status: 409, body }]);
    const error = await failureOf(client.sendRegistration(client.prepareRegistration(personalRegistration)));
    expect(error).toMatchObject({ kind: "conflict", retryable: false, outcomeUnknown: false, status: 409 });
  });

  it.each<[string, Reply, Partial<DokuError>]>([
    ["503", { status: 503 }, { kind: "unavailable", retryable: true, outcomeUnknown: true }],
    ["408", { status: 408 }, { kind: "unavailable", retryable: true, outcomeUnknown: true }],
    ["425", { status: 425 }, { kind: "unavailable", retryable: true, outcomeUnknown: false }],
    [
      "429",
      { status: 429, headers: { "Retry-After": "7" } },
      { kind: "rate_limited", retryable: true, outcomeUnknown: false, retryAfterMs: 7_000 },
    ],
    ["400", { status: 400 }, { kind: "rejected", retryable: false, outcomeUnknown: false }],
    ["401", { status: 401 }, { kind: "auth", retryable: false, outcomeUnknown: false }],
    ["403", { status: 403 }, { kind: "auth", retryable: false, outcomeUnknown: false }],
    ["404", { status: 404 }, { kind: "not_found", retryable: false, outcomeUnknown: false }],
    ["a redirect", { status: 302, headers: { Location: "/elsewhere" } }, { kind: "unreadable", outcomeUnknown: false }],
    ["no JSON", { body: "<html>" }, { kind: "unreadable", retryable: true, outcomeUnknown: true }],
    ["no id", { body: { business: {} } }, { kind: "unreadable", retryable: true, outcomeUnknown: true }],
    [
      "a FAILED 200",
      { body: { status: "FAILED", response_code: "X" } },
      { kind: "unknown_outcome", code: "X", retryable: false, outcomeUnknown: true },
    ],
    ["a 4xx inside a 200", { body: { responseCode: "4000001" } }, { kind: "unknown_outcome", outcomeUnknown: true }],
    [
      "a 429 inside a 201",
      { status: 201, body: { responseCode: "4290000" } },
      { kind: "rate_limited", outcomeUnknown: true },
    ],
    ["a 5xx inside a 200", { body: { responseCode: "5030000" } }, { kind: "unavailable", outcomeUnknown: true }],
    ["a reset", { instead: "reset" }, { kind: "network", retryable: true, outcomeUnknown: true }],
    ["an answer cut off", { instead: "cut", body: registered }, { kind: "network", outcomeUnknown: true }],
    ["a refusal cut off", { instead: "cut", status: 422, body: "{" }, { kind: "rejected", outcomeUnknown: false }],
    ["a replay cut off", { instead: "cut", status: 409, body: "{" }, { kind: "network", outcomeUnknown: true }],
    ["too much", { body: JSON.stringify({ x: "x".repeat(2_200_000) }) }, { kind: "unreadable", outcomeUnknown: true }],
  ])("fails typed on %s, after one try", async (_name, reply, expected) => {
    const { doku, client, calls } = await scripted([reply]);
    const error = await failureOf(client.sendRegistration(client.prepareRegistration(personalRegistration)));
    expect(error).toMatchObject(expected);
    expect(doku.seen).toHaveLength(1);
    expect(calls).toMatchObject([{ outcome: expected.kind }]);
  });

  it("times out without knowing the outcome", async () => {
    const { client } = await scripted([{ instead: "hang" }], { timeoutMs: 150 });
    const error = await failureOf(client.sendRegistration(client.prepareRegistration(personalRegistration)));
    expect(error).toMatchObject({ kind: "timeout", retryable: true, outcomeUnknown: true, status: null });
  });

  it("knows that a connection which was refused carried nothing", async () => {
    const { doku, client } = await scripted([]);
    await doku.close();
    const error = await failureOf(client.sendRegistration(client.prepareRegistration(personalRegistration)));
    expect(error).toMatchObject({ kind: "network", code: "ECONNREFUSED", retryable: true, outcomeUnknown: false });
  });
});

describe("the signature of an answer", () => {
  it("is reported when wrong, and refused only when switched on", async () => {
    const wrong = { body: registered, signWith: "SK-that-nobody-has" };
    const tolerant = await scripted([wrong]);
    await tolerant.client.sendRegistration(tolerant.client.prepareRegistration(personalRegistration));
    expect(tolerant.calls).toMatchObject([{ outcome: "ok", signatureMismatch: true }]);

    const strict = await scripted([wrong, { status: 422, signWith: "x" }], { refuseUnsignedMismatch: true });
    for (const status of [200, 422]) {
      const error = await failureOf(
        strict.client.sendRegistration(strict.client.prepareRegistration(personalRegistration)),
      );
      expect(error).toMatchObject({ kind: "unknown_outcome", status, retryable: true, outcomeUnknown: true });
    }
  });

  it("may be missing, and is refused on a read as an answer that says nothing", async () => {
    const { client } = await scripted([{ body: requirements }, { body: requirements, signWith: "x" }], {
      refuseUnsignedMismatch: true,
    });
    expect(await client.checkRequirements(personalKind)).toHaveLength(1);
    const error = await failureOf(client.checkRequirements(personalKind));
    expect(error).toMatchObject({ kind: "unreadable", retryable: false, outcomeUnknown: false });
  });
});

describe("a read", () => {
  it("signs the path without the query and sends no digest", async () => {
    const { doku, client, calls } = await scripted([{ body: requirements, signWith: secretKey }]);
    await client.checkRequirements(personalKind);
    expect(doku.seen[0]).toMatchObject({
      signed: true,
      target:
        "/adv-core-api/partner/v1.0/file?businessType=PERSONAL&businessLegalEntity=PERSEORANGAN&brandBusinessLine=RETAIL&businessContactNationality=ID",
    });
    expect(calls[0]).toMatchObject({ path: "/adv-core-api/partner/v1.0/file", signatureMismatch: false });
  });

  it("is repeated with the same Request-Id, three times at most", async () => {
    const { doku, client, calls } = await scripted([{ status: 503 }]);
    const error = await failureOf(client.checkRequirements(personalKind));
    expect(error).toMatchObject({ kind: "unavailable", outcomeUnknown: false });
    expect(doku.seen).toHaveLength(3);
    expect(new Set(doku.seen.map((seen) => seen.headers["request-id"])).size).toBe(1);
    expect(calls).toHaveLength(3);
  });

  it("waits as long as Retry-After says, and hands a long wait to the caller", async () => {
    const short = await scripted([{ status: 429, headers: { "Retry-After": "1" } }, { body: requirements }]);
    const startedAt = performance.now();
    await short.client.checkRequirements(personalKind);
    expect(performance.now() - startedAt).toBeGreaterThan(950);

    const long = await scripted([{ status: 429, headers: { "Retry-After": "3600" } }]);
    const error = await failureOf(long.client.checkRequirements(personalKind));
    expect(error).toMatchObject({ kind: "rate_limited", retryAfterMs: 3_600_000 });
    expect(long.doku.seen).toHaveLength(1);
  });

  it("asks under a new Request-Id when its first failure is played back", async () => {
    const failed = { error: { message: "internal" } };
    const { doku, client } = await scripted([
      { status: 500, body: failed },
      { status: 409, body: failed },
      { body: requirements },
    ]);
    await client.checkRequirements(personalKind);
    const ids = doku.seen.map((seen) => seen.headers["request-id"]);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it("is not repeated after a refusal", async () => {
    const { doku, client } = await scripted([{ status: 400, body: { message: ["businessType must be one of"] } }]);
    const error = await failureOf(client.checkRequirements(personalKind));
    expect(error).toMatchObject({ kind: "rejected", fields: ["businessType"] });
    expect(doku.seen).toHaveLength(1);
  });
});

describe("what is told", () => {
  const secret = "NIK 3372014101900001 is used by BSN-9";

  it("keeps DOKU's words for staff and out of the error's own text and properties", async () => {
    const { client, calls } = await scripted([{ status: 422, body: { message: [secret] } }]);
    const error = await failureOf(client.sendRegistration(client.prepareRegistration(personalRegistration)));
    expect(error.messages).toEqual([secret]);
    expect(calls[0]?.errorText).toBe(secret);
    const printed = [error.message, String(error), JSON.stringify(error), ...Object.values(error).map(String)].join();
    expect(printed).not.toContain("3372014101900001");
  });

  it("survives a call log that fails", async () => {
    const onCall = () => Promise.reject(new Error("the log is full"));
    const { client } = await scripted([{ body: registered }], { onCall });
    await client.sendRegistration(client.prepareRegistration(personalRegistration));
  });
});
