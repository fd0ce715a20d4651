import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestOf, type SignatureParts, sign, stringToSign, verifySignature } from "./signature";
import vectors from "./signature-vectors.json";

const base: SignatureParts = {
  clientId: "BRN-1",
  requestId: "r-1",
  timestamp: "2026-03-01T00:00:00Z",
  requestTarget: "/a/b",
  digest: digestOf("{}"),
};
/** What an HTTP header can hold: no line breaks. */
const headerText = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => !/[\r\n]/.test(text));
const partsArbitrary = fc.record({
  clientId: headerText,
  requestId: headerText,
  timestamp: headerText,
  requestTarget: headerText,
  digest: fc.option(fc.uint8Array().map(digestOf), { nil: null }),
});

describe("the vectors", () => {
  it.each(vectors)("$name", (vector) => {
    const { clientId, requestId, timestamp, requestTarget, body, secretKey } = vector;
    const timestampHeader =
      vector.timestampHeader === "Response-Timestamp" ? "Response-Timestamp" : "Request-Timestamp";
    const digest = body === null ? null : digestOf(body);
    const parts: SignatureParts = { clientId, requestId, timestamp, timestampHeader, requestTarget, digest };
    expect(digest).toBe(vector.digest);
    expect(stringToSign(parts)).toBe(vector.stringToSign);
    expect(sign(parts, secretKey)).toBe(vector.signature);
    expect(verifySignature(parts, [secretKey], vector.signature)).toBe(true);
    expect(verifySignature(parts, [`${secretKey}x`], vector.signature)).toBe(false);
  });

  it("hashes bytes and text alike", () => {
    expect(digestOf(new TextEncoder().encode("ünï"))).toBe(digestOf("ünï"));
  });
});

describe("verification", () => {
  it("accepts what sign made, with any of the keys", () => {
    fc.assert(
      fc.property(partsArbitrary, headerText, headerText, (parts, key, other) => {
        expect(verifySignature(parts, [other, key], sign(parts, key))).toBe(true);
        expect(verifySignature(parts, [key, other], sign(parts, key))).toBe(true);
      }),
    );
  });

  it("fails when one byte of the body changes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (body, at, flip) => {
        const signature = sign({ ...base, digest: digestOf(body) }, "key");
        const changed = body.map((byte, index) => (index === at % body.length ? byte ^ flip : byte));
        expect(verifySignature({ ...base, digest: digestOf(changed) }, ["key"], signature)).toBe(false);
      }),
    );
  });

  it("fails when any part, the timestamp's header or the key changes", () => {
    const fields = ["clientId", "requestId", "timestamp", "requestTarget", "digest"] as const;
    fc.assert(
      fc.property(partsArbitrary, headerText, fc.constantFrom(...fields), (parts, key, field) => {
        const signature = sign(parts, key);
        expect(verifySignature({ ...parts, [field]: `${parts[field] ?? ""}x` }, [key], signature)).toBe(false);
        expect(verifySignature({ ...parts, timestampHeader: "Response-Timestamp" }, [key], signature)).toBe(false);
        expect(verifySignature(parts, [`${key}x`], signature)).toBe(false);
      }),
    );
  });

  it("fails on any other signature text without throwing", () => {
    const good = sign(base, "key");
    fc.assert(fc.property(fc.string(), (text) => text === good || !verifySignature(base, ["key"], text)));
    expect(verifySignature(base, ["key"], good.toLowerCase())).toBe(false);
    expect(verifySignature(base, ["key"], good.slice("HMACSHA256=".length))).toBe(false);
  });

  it("never accepts without a key, with an empty key, or with a line break inside a part", () => {
    expect(verifySignature(base, [], sign(base, "key"))).toBe(false);
    expect(verifySignature(base, [""], sign(base, ""))).toBe(false);
    const smuggled = { ...base, requestId: "r-1\nRequest-Timestamp:2030-01-01T00:00:00Z" };
    expect(verifySignature(smuggled, ["key"], "HMACSHA256=x")).toBe(false);
    expect(() => sign(smuggled, "key")).toThrow(TypeError);
  });
});
