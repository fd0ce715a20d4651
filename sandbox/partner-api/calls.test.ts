import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { digestOf, verifySignature } from "@/lib/doku/signature";
import { personalMerchant, personalQuery } from "@/sandbox/testing/merchant";
import { clientId, partnerOf, secretKey, testSandbox } from "@/sandbox/testing/partner";
import { freshStage } from "@/sandbox/testing/stage";

const stage = freshStage();
const minutesAway = (minutes: number) => `${new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 19)}Z`;
const tokenBody = { grant_type: "client_credentials", valid_time: "360" };

describe("signed calls", () => {
  it.each([
    ["a wrong key", { secret: "SK-other" }],
    ["another client", { client: "BRN-9999" }],
    ["a timestamp six minutes old", { timestamp: minutesAway(-6) }],
    ["a timestamp a quarter of an hour ahead", { timestamp: minutesAway(15) }],
    ["a timestamp that is none", { timestamp: "yesterday" }],
    ["a Request-Id that is too long", { requestId: "x".repeat(129) }],
  ])("refuses %s with 401", async (_what, options) => {
    const answer = await stage.partner.get("/file", personalQuery, options);
    expect(answer.status).toBe(401);
    expect(answer.at("error.message")).toEqual(expect.any(String));
    expect(answer.headers.get("signature")).toBeNull();
  });

  it("refuses a body that is not the one that was signed", async () => {
    const signedFor = await stage.partner.raw("POST", "/token", tokenBody);
    expect(signedFor.status).toBe(200);
    const response = await fetch(`${stage.sandbox.url}/adv-core-api/partner/v1.0/token`, {
      method: "POST",
      headers: {
        "Client-Id": clientId,
        "Request-Id": "r",
        "Request-Timestamp": minutesAway(0),
        Signature: "HMACSHA256=AAAA",
      },
      body: "{}",
    });
    expect(response.status).toBe(401);
  });

  it("signs its answers, after a GET too", async () => {
    const requestId = randomUUID();
    const response = await stage.partner.raw("GET", "/file", undefined, { requestId, query: personalQuery });
    const parts = {
      clientId: String(response.headers.get("client-id")),
      requestId: String(response.headers.get("request-id")),
      timestamp: String(response.headers.get("response-timestamp")),
      timestampHeader: "Response-Timestamp" as const,
      requestTarget: "/adv-core-api/partner/v1.0/file",
      digest: digestOf(await response.text()),
    };
    expect(parts.requestId).toBe(requestId);
    expect(verifySignature(parts, [secretKey], String(response.headers.get("signature")))).toBe(true);
  });

  it("answers a repeat with the first body and 409, another body with a conflict", async () => {
    const requestId = randomUUID();
    const body = await personalMerchant(stage.partner, { callbackUrl: stage.receiver.url });
    const first = await stage.partner.post("/business", body, { requestId });
    const again = await stage.partner.post("/business", body, { requestId });
    expect([first.status, again.status]).toEqual([200, 409]);
    expect(again.body).toEqual(first.body);
    const other = await stage.partner.post("/business", { ...body, extra: 1 }, { requestId });
    expect(other.status).toBe(409);
    expect(other.at("response_code")).toBe("DUPLICATE_TRANSACTION");
    expect((await stage.control("/businesses")).at("businesses.length")).toBe(1);
  });

  it("answers 400 to what is not JSON and 404 to unknown calls", async () => {
    expect((await fetch(`${stage.sandbox.url}/adv-core-api/partner/v1.0/nothing`)).status).toBe(404);
    const answer = await stage.partner.post("/token", { grant_type: "password" });
    expect(answer.status).toBe(400);
    expect(answer.at("message.0")).toContain("grant_type");
  });
});

describe("names of JavaScript's own", () => {
  it("are ordinary ids", async () => {
    const first = await stage.partner.post("/token", tokenBody, { requestId: "constructor" });
    expect(first.status).toBe(200);
    expect((await stage.partner.put("/business/constructor", { business: { name: "X" } })).status).toBe(404);
    const upload = await stage.partner.upload(first.id("token"), "DOCUMENT", new File(["x"], "x"), "constructor");
    expect(upload.at("message")).toBe("code is unknown");
    expect((await fetch(`${stage.sandbox.url}/businesses/constructor`)).status).toBe(404);
  });
});

describe("tokens", () => {
  it("are RS256, live as long as asked, and five minutes otherwise", async () => {
    const claims = async (body: unknown) => {
      const token = (await stage.partner.post("/token", body)).id("token");
      const [header, payload] = token.split(".").map((part) => Buffer.from(part, "base64url").toString());
      return {
        header: JSON.parse(header ?? "") as unknown,
        payload: JSON.parse(payload ?? "") as Record<string, unknown>,
      };
    };
    const long = await claims(tokenBody);
    expect(long.header).toEqual({ alg: "RS256" });
    expect(Number(long.payload.exp) - Number(long.payload.iat)).toBe(360 * 60);
    expect(long.payload.user).toEqual({ businessServiceClientId: clientId });
    const short = await claims({ grant_type: "client_credentials" });
    expect(Number(short.payload.exp) - Number(short.payload.iat)).toBe(300);
  });

  it("must give their time as a string", async () => {
    const answer = await stage.partner.post("/token", { grant_type: "client_credentials", valid_time: 360 });
    expect(answer.status).toBe(400);
    expect(answer.at("message.0")).toBe("valid_time must be a string of minutes");
  });
});

describe("faults", () => {
  it.each([
    { kind: "status", status: 503, retryAfterSec: 2 },
    { kind: "status", status: 429, retryAfterSec: 1 },
  ])("answers $status with Retry-After, then goes on as before", async (fault) => {
    await stage.control("/faults", { endpoint: "requirements", ...fault });
    const answer = await stage.partner.get("/file", personalQuery);
    expect(answer.status).toBe(fault.status);
    expect(answer.headers.get("retry-after")).toBe(String(fault.retryAfterSec));
    expect((await stage.partner.get("/file", personalQuery)).status).toBe(200);
  });

  it.each(["hang_before", "close_before", "hang_after", "close_after"])("%s gives no answer", async (kind) => {
    await stage.control("/faults", { endpoint: "token", kind });
    await expect(stage.partner.token()).rejects.toThrow("fetch failed");
    expect((await stage.control("/calls?endpoint=token")).at("calls.0.status")).toBe("no answer");
  });

  it("signs wrongly or sends broken JSON when told to", async () => {
    await stage.control("/faults", { endpoint: "*", kind: "malformed" });
    await expect(stage.partner.get("/file", personalQuery)).rejects.toThrow(SyntaxError);
    await stage.control("/faults", { endpoint: "*", kind: "wrong_signature" });
    const response = await stage.partner.raw("GET", "/file", undefined, { query: personalQuery });
    const parts = {
      clientId,
      requestId: String(response.headers.get("request-id")),
      timestamp: String(response.headers.get("response-timestamp")),
      timestampHeader: "Response-Timestamp" as const,
      requestTarget: "/adv-core-api/partner/v1.0/file",
      digest: digestOf(await response.text()),
    };
    expect(verifySignature(parts, [secretKey], String(response.headers.get("signature")))).toBe(false);
  });
});

describe("calls", () => {
  it("are logged without headers and bodies", async () => {
    const requestId = randomUUID();
    await stage.partner.get("/file", personalQuery, { requestId });
    const calls = await stage.control("/calls");
    expect(calls.at("calls.0")).toEqual({
      at: expect.any(String),
      endpoint: "requirements",
      method: "GET",
      path: "/adv-core-api/partner/v1.0/file",
      requestId,
      status: 200,
      durationMs: expect.any(Number),
    });
  });

  it("need no proxy between two sandboxes: each has its own key pair", async () => {
    const other = await testSandbox();
    const token = await partnerOf(other).token();
    const upload = await stage.partner.upload(token, "LOGO", new File(["x"], "x.png"));
    await other.close();
    expect(upload.status).toBe(401);
    expect(upload.at("responseCode")).toBe("4010001");
  });
});
