import { describe, expect, test } from "vitest";
import { companySent, contactsWith, inputFor, openOf, personSent, slots, type Working } from "./correction.fixture";
import { correctionOf } from "./correction-plan";
import type { Sent } from "./sent";

const correct = (ids: string[], working: Working = {}, { sent = companySent as Sent, unnamed = [] as string[] } = {}) =>
  correctionOf(inputFor(sent, openOf(ids, unnamed), working));
const only = (...given: Parameters<typeof correct>) => {
  const [section, ...others] = correct(...given);
  expect(others).toEqual([]);
  if (!section) throw new Error("nothing is open");
  return section;
};
const field = (part: string, name: string, before: string, after: string, contactKey: string | null = null) => ({
  ...{ kind: "field", part, contactKey, field: name, before, after },
});

describe("a section that is open", () => {
  test("is unchanged as long as the working copy is what DOKU has", () => {
    const all = ["BSN-1", "CTC-1", "ADR-1", "DOC-NIB", "BNK-1", "BRN-1", "SCM-IG", "PHP-1"];
    expect(correct(all).map(({ state }) => state)).toEqual(all.map(() => "unchanged"));
    for (const section of correct(all)) expect(section).toMatchObject({ changes: [], issues: [] });
  });

  test("is listed once, in reading order, and nothing that is not open is", () => {
    expect(correct(["PHP-1", "PHP-2", "BNK-1", "BSN-1"]).map(({ type }) => type)).toEqual([
      "BUSINESS",
      "BUSINESS_BANK",
      "BRAND_PHOTO_PROOF",
    ]);
    expect(correct([])).toEqual([]);
  });

  test("is ready with its old and new value side by side", () => {
    const section = only(["BNK-1"], { parts: { bank: { accountName: "Tini Contoh" } } });
    expect(section.state).toBe("ready");
    expect(section.changes).toEqual([field("bank", "accountName", "PT Toko Contoh", "Tini Contoh")]);
  });

  test("is incomplete when something is not accepted or missing, and says what", () => {
    const wrong = only(["BNK-1"], { parts: { bank: { accountNumber: "satu dua" } } });
    expect(wrong).toMatchObject({ state: "incomplete", issues: [{ part: "bank", slotId: null }] });
    expect(wrong.issues[0]?.issues.map(({ path }) => path)).toEqual(["accountNumber"]);
    expect(only(["ADR-1"], { parts: { address: { street: " " } } }).state).toBe("incomplete");
  });

  test("is not changed by another spelling of the same", () => {
    const { email } = companySent.answers.profile;
    const parts = { profile: { phone: "+62 812-3456-7890", email: ` ${email} `, name: " Toko Contoh " } };
    expect(only(["BSN-1"], { parts })).toMatchObject({ state: "unchanged", changes: [] });
    const contacts = contactsWith("primary", { phone: "0812 3456 7890" });
    expect(only(["CTC-1"], { parts: { contacts } }).state).toBe("unchanged");
    const slotValues = { [slots.nib]: { NO_NIB: " 1234567890123 " } };
    expect(only(["DOC-NIB"], { slotValues }).state).toBe("unchanged");
  });

  test("is not changed by what is typed elsewhere", () => {
    const working = { parts: { bank: { accountName: "Lain" }, profile: { name: "Lain" } }, slotValues: {} };
    expect(only(["ADR-1"], working).state).toBe("unchanged");
  });

  test("follows from a known bank what follows from it", () => {
    const { changes } = only(["BNK-1"], { parts: { bank: { bankId: "008", bankName: "", swiftCode: "" } } });
    expect(changes.map((change) => (change.kind === "field" ? change.field : ""))).toEqual(
      expect.arrayContaining(["bankId", "bankName", "swiftCode"]),
    );
  });
});

describe("contacts", () => {
  test("only the refused one counts, with its own files and numbers", () => {
    const parts = { contacts: contactsWith("primary", { name: "Orang Lain" }) };
    expect(only(["CTC-2"], { parts }).state).toBe("unchanged");
    const own = only(["CTC-2"], {
      parts: { contacts: contactsWith("c-2", { name: "Budi Baru" }) },
      slotValues: { [slots.otherKtp]: { NO_KTP: "3372011501850003" }, [slots.ktp]: { NO_KTP: "salah" } },
      files: [
        { id: "n-1", slotId: slots.otherKtp },
        { id: "n-2", slotId: slots.selfie },
      ],
    });
    expect(own.state).toBe("ready");
    expect(own.changes).toEqual([
      field("contacts", "name", "Budi Contoh", "Budi Baru", "c-2"),
      { kind: "file", slotId: slots.otherKtp, before: ["f-ktp-2"], after: ["n-1"] },
      {
        ...{ kind: "value", slotId: slots.otherKtp, code: "NO_KTP" },
        ...{ before: "3372011501850002", after: "3372011501850003" },
      },
    ]);
  });

  test("one who is not at DOKU opens no slot and changes nothing", () => {
    const stranger = { ...companySent.answers.contacts.contacts[1], key: "c-9" };
    const contacts = { contacts: [...companySent.answers.contacts.contacts, stranger] };
    const slotValues = { "contact.c-9.DOCUMENT.KTP": { NO_KTP: "3372011501850003" } };
    const section = only(["CTC-1"], { parts: { contacts }, slotValues }, { unnamed: ["CTC-1"] });
    expect(section).toMatchObject({ state: "unchanged", issues: [] });
    expect(section.slots.map(({ contactKey }) => contactKey)).not.toContain("c-9");
  });

  test("a number that is no NIK is an issue of its slot", () => {
    const section = only(["CTC-1"], { slotValues: { [slots.ktp]: { NO_KTP: "123" } } });
    expect(section).toMatchObject({ state: "incomplete", issues: [{ part: null, slotId: slots.ktp }] });
  });
});

describe("a person's shop", () => {
  const person = { sent: personSent };

  test("shows a new name with both sections that have it", () => {
    const parts = { profile: { name: "Toko Baru" }, brand: { name: "Diam-diam", category: "NON_RETAIL" } };
    const [business, brand] = correct(["BSN-1", "BRN-1"], { parts }, person);
    const name = field("profile", "name", "Toko Contoh", "Toko Baru");
    expect(business?.changes).toEqual([name]);
    expect(brand?.changes).toEqual([name, field("brand", "category", "RETAIL", "NON_RETAIL")]);
  });

  test("keeps the rest of the profile locked while the brand alone is open", () => {
    const section = only(["BRN-1"], { parts: { profile: { email: "baru@contoh.id" } } }, person);
    expect(section).toMatchObject({ state: "unchanged", parts: ["profile", "brand"] });
  });
});

describe("social media", () => {
  const { accounts } = companySent.answers.social;
  const without = (code: string) => accounts.filter((account) => account.code !== code);

  test("a refused link is changed, taken away, or joined by another network", () => {
    const url = "https://instagram.com/baru";
    const changed = [...without("INSTAGRAM"), { code: "INSTAGRAM", url }];
    expect(only(["SCM-IG"], { parts: { social: { accounts: changed } } }).changes).toEqual([
      field("social", "INSTAGRAM", "https://instagram.com/contoh", url),
    ]);
    expect(only(["SCM-IG"], { parts: { social: { accounts: without("INSTAGRAM") } } }).changes).toEqual([
      field("social", "INSTAGRAM", "https://instagram.com/contoh", ""),
    ]);
    const more = [...accounts, { code: "YOUTUBE", url: "https://youtube.com/@contoh" }];
    expect(only(["SCM-IG"], { parts: { social: { accounts: more } } }).changes).toEqual([
      field("social", "YOUTUBE", "", "https://youtube.com/@contoh"),
    ]);
  });

  test("approved links are neither changed nor taken away, and their order says nothing", () => {
    const fake = accounts.map((one) => (one.code === "FACEBOOK" ? { ...one, url: "https://lain.example" } : one));
    for (const list of [fake, without("TIKTOK"), [...accounts].reverse()]) {
      expect(only(["SCM-IG"], { parts: { social: { accounts: list } } }).state).toBe("unchanged");
    }
  });
});

describe("files", () => {
  test("a new document stands beside the old one", () => {
    const { state, changes } = only(["DOC-AKTA"], { files: [{ id: "n-1", slotId: slots.akta }] });
    expect(state).toBe("ready");
    expect(changes).toEqual([{ kind: "file", slotId: slots.akta, before: ["f-akta"], after: ["n-1"] }]);
  });

  test("of several photos only the refused ones give way", () => {
    const files = [{ id: "n-1", slotId: slots.photo }];
    expect(only(["PHP-1", "PHP-3"], { files }).changes).toEqual([
      { kind: "file", slotId: slots.photo, before: ["f-photo-1", "f-photo-3"], after: ["n-1"] },
    ]);
  });

  test("in slots that are not open count for nothing", () => {
    const files = Object.values(slots).map((slotId, index) => ({ id: `n-${index}`, slotId }));
    const { changes } = only(["DOC-NIB"], { files });
    expect(changes).toMatchObject([{ slotId: slots.nib }]);
  });

  test("a mandatory one that is gone keeps the section back, with no issue but that", () => {
    const input = inputFor(companySent, openOf(["DOC-AKTA"]));
    const [section] = correctionOf({ ...input, files: input.files.filter(({ id }) => id !== "f-akta") });
    expect(section).toMatchObject({ state: "incomplete", issues: [{ slotId: slots.akta, issues: [] }] });
  });

  test("an optional one that came now needs its number, and a number without a file is none", () => {
    const open = openOf(["DOC-NIB"], ["DOC-NIB"]);
    const files = [{ id: "n-1", slotId: slots.npwp }];
    const [section] = correctionOf(inputFor(companySent, open, { files }));
    expect(section).toMatchObject({ state: "incomplete", issues: [{ slotId: slots.npwp }] });
    const slotValues = { [slots.npwp]: { NO_NPWP: "0123456789012345" } };
    expect(correctionOf(inputFor(companySent, open, { slotValues }))).toMatchObject([{ state: "unchanged" }]);
    expect(correctionOf(inputFor(companySent, open, { slotValues, files }))).toMatchObject([{ state: "ready" }]);
  });
});
