import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callbackTypes, entityStates } from "../domain/sections";
import { callbackKeys, parseCallback, verifyCallback } from "./callback";
import { digestOf, sign } from "./signature";

const path = "/api/webhooks/doku/token";
const now = new Date("2026-03-01T12:00:00Z");
const bytes = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const rawBody = bytes({ type: "BUSINESS" });

function headersAt(timestamp: string, options: { key?: string; drop?: string; path?: string } = {}) {
  const parts = { clientId: "BRN-1", requestId: "r-1", timestamp, requestTarget: options.path ?? path };
  const signature = sign({ ...parts, digest: digestOf(rawBody) }, options.key ?? "SK");
  const headers = new Headers({
    "Client-Id": "BRN-1",
    "Request-Id": "r-1",
    "Request-Timestamp": timestamp,
    Signature: signature,
  });
  if (options.drop) headers.delete(options.drop);
  return headers;
}
const verify = (headers: Headers, more: Partial<Parameters<typeof verifyCallback>[0]> = {}) =>
  verifyCallback({ rawBody, headers, path, secretKeys: ["SK"], now, ...more });

describe("verification", () => {
  it("accepts with any of the keys", () => {
    const headers = headersAt("2026-03-01T11:59:58Z", { key: "SK-merchant" });
    const keys = callbackKeys({ secretKey: "SK", nextSecretKey: null, sharedKey: "SK-merchant" });
    expect(keys).toEqual(["SK", "SK-merchant"]);
    expect(verify(headers, { secretKeys: keys })).toEqual({
      ok: true,
      clientId: "BRN-1",
      requestId: "r-1",
      sentAt: new Date("2026-03-01T11:59:58Z"),
      digest: digestOf(rawBody),
    });
    expect(verify(headers)).toEqual({ ok: false, reason: "bad_signature" });
  });

  it("takes 24 hours of age and five minutes of lead, and no more", () => {
    expect(verify(headersAt("2026-02-28T12:00:00Z"))).toMatchObject({ ok: true });
    expect(verify(headersAt("2026-02-28T11:59:59Z"))).toEqual({ ok: false, reason: "stale" });
    expect(verify(headersAt("2026-03-01T12:05:00Z"))).toMatchObject({ ok: true });
    expect(verify(headersAt("2026-03-01T12:05:01Z"))).toEqual({ ok: false, reason: "ahead" });
    expect(verify(headersAt("2026-03-01T11:00:00Z"), { maxAgeMs: 1_000 })).toEqual({ ok: false, reason: "stale" });
  });

  it.each(["Client-Id", "Request-Id", "Request-Timestamp", "Signature"])("refuses without %s", (drop) => {
    expect(verify(headersAt("2026-03-01T12:00:00Z", { drop }))).toEqual({ ok: false, reason: "missing_header" });
  });

  it("refuses a timestamp that is none, another path and other bytes", () => {
    expect(verify(headersAt("yesterday"))).toEqual({ ok: false, reason: "missing_header" });
    const good = headersAt("2026-03-01T12:00:00Z");
    expect(verify(good, { path: "/api/webhooks/doku/other" })).toEqual({ ok: false, reason: "bad_signature" });
    expect(verify(good, { rawBody: bytes({ type: "BUSINESS " }) })).toEqual({ ok: false, reason: "bad_signature" });
  });
});

function eventOf(value: unknown) {
  const parsed = parseCallback(bytes(value));
  if (!parsed.ok) throw new Error("expected a callback");
  return parsed.event;
}

describe("what a callback says", () => {
  it("reads the shape that the sandbox sends", () => {
    const event = eventOf({
      type: "BUSINESS_CONTACT",
      business_id: "BSN-1",
      brand_id: "BRN-1",
      entity_id: "BCN-1",
      status: "REJECTED",
      reject_notes: [{ code: "PHOTO_BLURRED", field: "document", message: "Foto KTP buram" }],
      updated_at: "2026-03-01T11:00:00.123Z",
    });
    expect(event).toEqual({
      type: "BUSINESS_CONTACT",
      rawType: "BUSINESS_CONTACT",
      businessId: "BSN-1",
      brandId: "BRN-1",
      entityId: "BCN-1",
      state: "rejected",
      rawStatus: "REJECTED",
      notes: [{ code: "PHOTO_BLURRED", field: "document", message: "Foto KTP buram" }],
      dokuTime: new Date("2026-03-01T11:00:00.123Z"),
    });
  });

  it("reads nested ids, other names and a status inside data", () => {
    const event = eventOf({
      callback_type: "brand.operational_status",
      business: { id: "BSN-1" },
      brand: { id: 42 },
      id: "BRN-1",
      data: { status: "active", reason: "ok" },
      timestamp: 1772362800,
    });
    expect(event).toMatchObject({
      type: "BRAND.OPERATIONAL_STATUS",
      businessId: "BSN-1",
      brandId: "42",
      entityId: "BRN-1",
      state: "approved",
      notes: [{ code: null, field: null, message: "ok" }],
      dokuTime: new Date(1772362800_000),
    });
  });

  it.each([
    [{ event: "BRAND", entity: "BUSINESS" }, "BRAND"],
    [{ type: "", event: "BRAND" }, "BRAND"],
    [{ entity: "BUSINESS_BANK" }, "BUSINESS_BANK"],
  ])("takes the type from the first field that has one: %j", (body, type) => {
    expect(eventOf(body).type).toBe(type);
  });

  it.each(["rejection_reason", "rejected_reason", "reject_reason", "reason", "notes"])(
    "takes notes from %s",
    (name) => {
      const message = "Foto buram";
      expect(eventOf({ reject_notes: [], [name]: message }).notes).toEqual([{ code: null, field: null, message }]);
      expect(eventOf({ reject_notes: " ", [name]: [message, { message: "dua" }] }).notes).toHaveLength(2);
    },
  );

  it("keeps an unknown type and status as they came, without a meaning", () => {
    const event = eventOf({ type: "BUSINESS_V2", status: "ON_HOLD", entity_id: "E" });
    expect(event).toMatchObject({ type: null, rawType: "BUSINESS_V2", state: null, rawStatus: "ON_HOLD" });
    expect(eventOf({ type: "constructor", status: "__proto__" })).toMatchObject({ type: null, state: null });
  });

  it("has no time without one in the body, nor for one that is none", () => {
    expect(eventOf({ type: "BUSINESS" }).dokuTime).toBeNull();
    expect(eventOf({ updated_at: "soon", timestamp: 0 }).dokuTime).toBeNull();
    expect(eventOf({ updated_at: "2026-03-01 11:00:00" }).dokuTime).toEqual(new Date("2026-03-01T11:00:00Z"));
    expect(eventOf({ updated_at: "2026-03-01T18:00:00+0700" }).dokuTime).toEqual(new Date("2026-03-01T11:00:00Z"));
  });

  it.each(["", "{", "[]", "null", "1", '"text"'])("is no callback: %s", (text) => {
    expect(parseCallback(bytes(text))).toEqual({ ok: false });
  });

  it("is no callback when the bytes are no UTF-8", () => {
    expect(parseCallback(new Uint8Array([0x7b, 0xff, 0x7d]))).toEqual({ ok: false });
  });
});

describe("any input", () => {
  const names =
    "type callback_type event entity business business_id brand brand_id id entity_id status data updated_at timestamp reject_notes reason notes message code".split(
      " ",
    );

  it("never throws on arbitrary bytes", () => {
    fc.assert(fc.property(fc.uint8Array(), (raw) => void parseCallback(raw)));
  });

  it("never throws on arbitrary JSON, and says nothing that it does not know", () => {
    const known = fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 4 }));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), known), (value) => {
        const parsed = parseCallback(bytes(JSON.stringify(value)));
        if (!parsed.ok) return;
        const { type, state, dokuTime, notes } = parsed.event;
        expect(type === null || callbackTypes.includes(type)).toBe(true);
        expect(state === null || entityStates.includes(state)).toBe(true);
        expect(dokuTime === null || !Number.isNaN(dokuTime.getTime())).toBe(true);
        expect(notes.every((note) => note.message !== "")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("never counts a word that is not ACTIVE as approved", () => {
    fc.assert(
      fc.property(fc.string(), (status) => {
        const { state } = eventOf({ type: "BUSINESS", status });
        expect(state === "approved").toBe(status.trim().toUpperCase() === "ACTIVE");
      }),
    );
  });
});
