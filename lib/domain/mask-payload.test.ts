import fc from "fast-check";
import { expect, it } from "vitest";
import { maskPayload, maskText } from "./mask-payload";

it("shows types, states, ids, codes and times of a callback, and hides its words", () => {
  const callback = {
    type: "BUSINESS_CONTACT",
    business_id: "BSN-0042",
    brand: { id: "BRN-7", name: "Warung Sari" },
    entity_id: "CTC-1",
    status: "REJECTED",
    updated_at: "2026-03-01T02:00:00Z",
    primary: true,
    reject_notes: [{ code: "PHOTO_BLURRED", field: "documents[0].id", message: "NIK 3372015708900001 buram" }],
    rejection_reason: "Nama Sari Dewi tidak sesuai",
  };
  expect(maskPayload(callback)).toEqual({
    ...callback,
    brand: { id: "BRN-7", name: "••• 9–20" },
    reject_notes: [{ code: "PHOTO_BLURRED", field: "documents[0].id", message: "••• 21–60" }],
    rejection_reason: "••• 21–60",
  });
});

it("hides what is personal or secret in a registration and in what is read back", () => {
  const body = {
    business: {
      name: "Toko Sari",
      email: "sari@contoh.co.id",
      phone_number: "81234567890",
      callback_url: "https://portal.example/api/webhooks/doku/secret-token",
      type: { code: "CORPORATE", name: "Badan usaha" },
      contacts: [
        {
          id: "CTC-1",
          name: "Sari",
          documents: [{ code: "KTP", id: "FIL-1", forms: [{ code: "NO_KTP", value: "3372015708900001" }] }],
        },
      ],
      addresses: [{ area: "17133 - Kali Baru", province: { code: "32", name: "Jawa Barat" } }],
      brands: [{ id: "BRN-1", shared_key: "SK-merchants-own" }],
      bank_account: { account_number: 1234567890, bank_id: "014" },
    },
    token: "eyJhbGciOi",
  };
  const shown = JSON.stringify(maskPayload(body));
  for (const kept of ["CORPORATE", "CTC-1", "KTP", "FIL-1", "NO_KTP", "BRN-1"]) expect(shown).toContain(kept);
  for (const secret of [
    "Sari",
    "sari@",
    "8123",
    "secret-token",
    "3372",
    "17133",
    "32",
    "Jawa",
    "SK-",
    "12345",
    "eyJ",
  ]) {
    expect(shown).not.toContain(`"${secret}`);
  }
});

it("hides a person's number or address wherever it stands, also under a known key or as a key", () => {
  const placed = (value: string) => JSON.stringify(maskPayload({ id: value, status: value, code: value, [value]: 1 }));
  for (const value of [
    "3372015708900001",
    "081234567890",
    "+6281234567890",
    "a@b.id",
    "Sari Dewi",
    "09.254.294.3-407.000",
  ]) {
    expect(placed(value)).not.toContain(value);
  }
});

it("hides every value under keys that it does not know, whatever the shape", () => {
  const unknownKey = fc
    .string()
    .filter(
      (key) => !/^(id|code|type|event|entity|status|state|field|category|platform|timestamp|currency)$|_/i.test(key),
    );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.array(tie("tree")),
      fc.dictionary(unknownKey, tie("tree")),
    ),
  }));
  const texts = (value: unknown): unknown[] =>
    typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [value];
  fc.assert(
    fc.property(tree, (value) => {
      for (const text of texts(maskPayload(value))) expect(String(text)).toMatch(/^(|•••.*)$/);
    }),
  );
});

it("survives depth, length, and keys of the prototype", () => {
  let deep: unknown = "x";
  for (let level = 0; level < 5_000; level += 1) deep = [deep];
  expect(JSON.stringify(maskPayload(deep)).length).toBeLessThan(200);
  expect(maskPayload(Array.from({ length: 60 }, () => true))).toHaveLength(51);
  expect(maskPayload(JSON.parse('{"__proto__": {"status": "ACTIVE"}}'))).toEqual(
    JSON.parse('{"__proto__": {"status": "ACTIVE"}}'),
  );
  expect(maskPayload(undefined)).toBeNull();
});

it.each([
  ["", ""],
  ["a", "••• 1–8"],
  ["123456789", "••• 9–20"],
  ["x".repeat(201), "••• >200"],
])("tells the length only roughly: %j", (text, masked) => expect(maskText(text)).toBe(masked));
