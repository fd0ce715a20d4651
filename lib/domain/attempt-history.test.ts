import { describe, expect, test } from "vitest";
import { type AttemptFacts, historyOf } from "./attempt-history";
import type { Answers } from "./business";
import type { Sent } from "./sent";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour));

const answers: Answers = {
  kind: { businessType: "PERSONAL", legalEntity: "PERSEORANGAN", line: "PERSEORANGAN", nationality: "ID" },
  profile: {
    name: "Warung Melati",
    email: "sri@merchant.test",
    phone: "81200001234",
    description: "Kopi bubuk",
    websiteReadiness: "DONT_HAVE",
    mobileAppReadiness: "DONT_HAVE",
  },
  brand: {
    name: "Warung Melati",
    description: "Kopi bubuk",
    category: "RETAIL",
    transactionFrequency: "UMI",
    transactionQuantity: "UP_TO_100",
  },
  social: { accounts: [{ code: "INSTAGRAM", url: "https://instagram.test/melati" }] },
  address: { area: "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat", street: "Jalan Melati 12" },
  contacts: {
    contacts: [
      {
        key: "primary",
        name: "Sri Wahyuni",
        email: "sri@merchant.test",
        phone: "81200001234",
        nationality: "ID",
        position: "OWNER",
      },
    ],
  },
  bank: { bankId: "014", bankName: "BCA", swiftCode: "CENAIDJA", accountNumber: "5210001234", accountName: "SRI" },
  slotValues: { "contact.primary.DOCUMENT.KTP": { NO_KTP: "3174015708900001" } },
};

const first: Sent = {
  answers,
  files: [
    { fileId: "ktp-1", slotId: "contact.primary.DOCUMENT.KTP" },
    { fileId: "selfie-1", slotId: "business.OWNER_LIVENESS" },
    { fileId: "shop-1", slotId: "brand.PHOTO_PROOF" },
    { fileId: "shop-2", slotId: "brand.PHOTO_PROOF" },
    { fileId: "book-1", slotId: "bank_account.BANK_ACCOUNT" },
    { fileId: "logo-1", slotId: "brand.LOGO" },
    { fileId: "nib-1", slotId: "business.DOCUMENT.NIB" },
  ],
};

const attempt = (type: AttemptFacts["type"], number: number, submissionId: string | null): AttemptFacts => ({
  type,
  attempt: number,
  cause: number === 1 ? "registration" : "correction",
  submissionId,
  sentAt: at(number),
  state: "in_review",
  stateAt: at(number),
});

/** What the second sending of a section differed in. */
function second(type: AttemptFacts["type"], sent: Sent) {
  const sendings = [
    { id: "s1", sent: first },
    { id: "s2", sent },
  ];
  const [latest] = historyOf(type, [attempt(type, 1, null), attempt(type, 2, "s2")], sendings);
  return latest;
}
const withAnswers = (more: Partial<Answers>): Sent => ({ ...first, answers: { ...answers, ...more } });

describe("a first attempt", () => {
  test("sent everything, and the section's own files", () => {
    const files = (type: AttemptFacts["type"]) =>
      historyOf(type, [attempt(type, 1, null)], [{ id: "s1", sent: first }])[0]?.files.map(({ fileId }) => fileId);
    expect(files("BUSINESS_CONTACT")).toEqual(["ktp-1", "selfie-1"]);
    expect(files("BUSINESS_DOCUMENT")).toEqual(["nib-1"]);
    expect(files("BUSINESS_BANK")).toEqual(["book-1"]);
    expect(files("BRAND_PHOTO_PROOF")).toEqual(["shop-1", "shop-2"]);
    expect(files("BRAND")).toEqual([]);
  });
  test("what was not kept is unknown", () => {
    const [only] = historyOf("BRAND", [attempt("BRAND", 1, null)], [{ id: "s1", sent: null }]);
    expect(only).toMatchObject({ changes: null, files: [] });
    expect(historyOf("BRAND", [attempt("BRAND", 2, "gone")], [])[0]).toMatchObject({ changes: null });
  });
});

describe("a later attempt", () => {
  test("comes first, and is compared with what DOKU had before it", () => {
    const attempts = [attempt("BUSINESS_ADDRESS", 1, null), attempt("BUSINESS_ADDRESS", 2, "s3")];
    const moved = withAnswers({ address: { ...answers.address, street: "Jalan Mawar 3" } });
    const sendings = [
      { id: "s1", sent: first },
      { id: "s2", sent: withAnswers({ brand: { ...answers.brand, category: "NON_RETAIL" } }) },
      { id: "s3", sent: moved },
    ];
    const past = historyOf("BUSINESS_ADDRESS", attempts, sendings);
    expect(past.map(({ attempt: number }) => number)).toEqual([2, 1]);
    expect(past[0]?.changes).toEqual([
      {
        kind: "field",
        part: "address",
        contactKey: null,
        field: "street",
        before: "Jalan Melati 12",
        after: "Jalan Mawar 3",
      },
    ]);
  });

  test("numbers are masked, in fields and beside files", () => {
    const bank = { ...answers.bank, accountNumber: "9980005678" };
    const text = JSON.stringify(second("BUSINESS_BANK", withAnswers({ bank }))?.changes);
    expect(text).toContain("5678");
    expect(text).not.toMatch(/9980005678|5210001234/);
    const slotValues = { "contact.primary.DOCUMENT.KTP": { NO_KTP: "3174015708900077" } };
    const values = second("BUSINESS_CONTACT", withAnswers({ slotValues }))?.changes;
    expect(values).toMatchObject([{ kind: "value", code: "NO_KTP", after: expect.stringMatching(/^[• ]+ 0077$/) }]);
  });

  test("another bank is told by its name alone", () => {
    const bank = { ...answers.bank, bankId: "008", bankName: "Mandiri", swiftCode: "BMRIIDJA" };
    const fields = second("BUSINESS_BANK", withAnswers({ bank }))?.changes;
    expect(fields).toMatchObject([{ field: "bankName", before: "BCA", after: "Mandiri" }]);
  });

  test("new files are listed with those that gave way", () => {
    const files = first.files.map((file) => (file.fileId === "shop-2" ? { ...file, fileId: "shop-3" } : file));
    const past = second("BRAND_PHOTO_PROOF", { ...first, files });
    expect(past?.changes).toEqual([
      { kind: "file", slotId: "brand.PHOTO_PROOF", before: ["shop-2"], after: ["shop-3"] },
    ]);
    expect(past?.files).toEqual([{ fileId: "shop-3", slotId: "brand.PHOTO_PROOF" }]);
  });

  test("other sections' changes are not its own", () => {
    const files = first.files.map((file) => (file.fileId === "ktp-1" ? { ...file, fileId: "ktp-2" } : file));
    const sent = { ...withAnswers({ profile: { ...answers.profile, description: "Teh" } }), files };
    expect(second("BUSINESS_BANK", sent)).toMatchObject({ changes: [], files: [] });
    expect(second("BUSINESS", sent)?.changes).toMatchObject([{ field: "description", after: "Teh" }]);
  });

  test("links are told by network, one that is gone too", () => {
    expect(second("BRAND_SOCIAL_MEDIA", withAnswers({ social: { accounts: [] } }))?.changes).toMatchObject([
      { part: "social", field: "INSTAGRAM", after: "" },
    ]);
  });
});
