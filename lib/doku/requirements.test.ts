import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requirementSchema } from "../domain/requirements";
import { readRequirements } from "./requirements";

const file = (code: string, more: object = {}) => ({ code, name: `The ${code}`, extensions: ["PNG", ".jpg"], ...more });

describe("the tree of requirements", () => {
  it("reads the one part that DOKU documents", () => {
    const body = {
      business: {
        brand: {
          photo_proof: {
            code: "PHOTO_PROOF",
            name: "Brand Photo Proof",
            extensions: ["PNG", "JPG", "JPEG"],
            max_size: 15,
          },
        },
      },
    };
    expect(readRequirements(body)).toEqual([
      {
        place: "brand",
        category: "PHOTO_PROOF",
        code: null,
        name: "Brand Photo Proof",
        extensions: ["PNG", "JPG", "JPEG"],
        maxBytes: 15 * 1024 * 1024,
        mandatory: true,
        forms: [],
        extra: {},
      },
    ]);
  });

  it("takes place and category from where a requirement stands, and keeps unknown keys", () => {
    const read = readRequirements({
      business: {
        documents: [file("NIB", { forms: [{ code: "NO_NIB" }], max_size: "2", since: 2024 })],
        contact: {
          documents: [file("KTP", { forms: [{ code: "NO_KTP", name: "NIK", mandatory: false }] })],
          owner_liveness: file("OWNER_LIVENESS"),
        },
        bank_account: { documents: [file("BOOK")] },
        brand: { photo_proof: file("PHOTO_PROOF"), logo: file("LOGO", { mandatory: false }) },
        service_agreement: file("SERVICE_AGREEMENT", { mandatory: false }),
        permits: { music: file("IZIN_MUSIK") },
      },
    });
    expect(read?.map(({ place, category, code }) => [place, category, code])).toEqual([
      ["business", "DOCUMENT", "NIB"],
      ["contact", "DOCUMENT", "KTP"],
      ["contact", "OWNER_LIVENESS", null],
      ["bank_account", "BANK_ACCOUNT", null],
      ["brand", "PHOTO_PROOF", null],
      ["brand", "LOGO", null],
      ["service_agreement", "SERVICE_AGREEMENT", null],
      ["business", "DOCUMENT", "IZIN_MUSIK"],
    ]);
    expect(read?.[0]).toMatchObject({
      maxBytes: 2 * 1024 * 1024,
      extensions: ["PNG", "JPG"],
      forms: [{ code: "NO_NIB", name: "NO_NIB", mandatory: true }],
      extra: { since: 2024 },
    });
    expect(read?.[1]?.forms).toEqual([{ code: "NO_KTP", name: "NIK", mandatory: false }]);
    expect(read?.filter((requirement) => !requirement.mandatory)).toHaveLength(2);
  });

  it("gives one requirement for what is named twice, and none for a tree without any", () => {
    expect(readRequirements({ business: { documents: [file("NIB"), file("NIB")] } })).toHaveLength(1);
    expect(readRequirements({ error: { message: "no", code: "X" } })).toBeNull();
    expect(readRequirements([])).toBeNull();
  });

  it("takes any JSON, and puts out only what the domain allows", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.string(), (a, b, key) => {
        const read = readRequirements({ [key]: a, documents: [{ code: "X", extensions: a, forms: b, max_size: b }] });
        for (const requirement of read ?? []) requirementSchema.parse(requirement);
      }),
    );
    let deep: unknown = file("NIB");
    for (let depth = 0; depth < 20_000; depth += 1) deep = { deeper: deep };
    expect(readRequirements(deep)).toBeNull();
    let lists: unknown = file("NIB");
    for (let depth = 0; depth < 20_000; depth += 1) lists = [lists];
    expect(() => readRequirements(lists)).not.toThrow();
  });
});
