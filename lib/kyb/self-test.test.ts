import { describe, expect, it } from "vitest";
import { paths } from "../paths";
import { answerSelfTest, prepareSelfTest, selfTestToken } from "./self-test";

const account = { clientId: "BRN-0001-TEST", secretKey: "SK-test-0123456789" };
const keys = { secretKey: account.secretKey, nextSecretKey: null };
const now = new Date("2026-11-21T03:00:00Z");
const token = selfTestToken(account.secretKey);
const path = paths.webhook(token);
const sent = prepareSelfTest(account, { path, requestId: "5f0c", now });
const callback = { token, path, headers: new Headers(sent.headers), rawBody: Buffer.from(sent.body) };

describe("a callback to ourselves", () => {
  it("is recognised, and its signature checked", () => {
    expect(answerSelfTest(callback, keys, now)).toEqual({ status: "self_test" });
  });

  it("may be signed with the key that comes next", () => {
    const next = { secretKey: "SK-another", nextSecretKey: account.secretKey };
    expect(answerSelfTest(callback, next, now)).toEqual({ status: "self_test" });
  });

  it("is nobody's with another key, or with a token that is nearly it", () => {
    expect(answerSelfTest(callback, { secretKey: "SK-another", nextSecretKey: null }, now)).toBeNull();
    expect(answerSelfTest({ ...callback, token: `${token.slice(0, -1)}_` }, keys, now)).toBeNull();
    expect(answerSelfTest({ ...callback, token: "" }, { secretKey: "", nextSecretKey: "" }, now)).toBeNull();
  });

  it.each([
    ["bytes that were tidied up", { rawBody: Buffer.from(JSON.stringify(JSON.parse(sent.body))) }, "bad_signature"],
    ["another path", { path: `/portal${path}` }, "bad_signature"],
    ["a header that was dropped", { headers: new Headers({ ...sent.headers, Signature: "" }) }, "missing_header"],
  ])("says what is wrong with %s", (_, changed, reason) => {
    expect(answerSelfTest({ ...callback, ...changed }, keys, now)).toMatchObject({
      status: "self_test_failed",
      reason,
    });
  });

  it.each([
    [6, "stale"],
    [-6, "ahead"],
  ])("does not live longer than a few minutes", (minutes, reason) => {
    const then = new Date(now.getTime() + minutes * 60_000);
    expect(answerSelfTest(callback, keys, then)).toMatchObject({ reason, digest: sent.digest });
  });

  it("has an address like any merchant's", () => {
    expect(token).toMatch(/^[\w-]{43}$/);
  });
});
