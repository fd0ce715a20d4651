import { describe, expect, test } from "vitest";
import {
  attempt,
  correctable,
  correctionOnItsWay,
  entity,
  explained,
  facts,
  markup,
  now,
  page,
  refused,
  sentAt,
} from "./status.fixture";
import { type StatusFacts, statusModel } from "./status-model";

describe("on the way to DOKU", () => {
  const registration = {
    ...correctionOnItsWay({ filesSent: 3, filesTotal: 7, types: [] }),
    kind: "registration",
  } as const;
  const unsent = (state: "submitting" | "attention", progress: StatusFacts["progress"]) =>
    page({ application: { state, dokuBusinessId: null }, progress });

  test("files are counted", () => {
    expect(unsent("submitting", registration)).toContain("3 of 7 files");
  });
  test("a put-off try says when the next one is, in WIB, and that nothing is lost", () => {
    const waiting = { ...registration, lastFailure: "unavailable", nextTryAt: new Date("2026-11-21T10:05:00Z") };
    expect(unsent("submitting", waiting)).toContain("We try again by ourselves at 17:05 WIB");
    expect(unsent("submitting", { ...waiting, nextTryAt: now })).toContain("on its way to DOKU");
  });
  test("one that waits for DOKU names no time, whenever it is due, and says that nothing is lost", () => {
    for (const nextTryAt of [now, new Date("2026-11-21T10:05:00Z")]) {
      const text = unsent("submitting", { ...registration, lastFailure: "paused", nextTryAt });
      expect(text).toContain("Your data is safe, sending is delayed");
      expect(text).toContain(
        "Saved and being sent. DOKU cannot be reached just now. We try again by ourselves as soon",
      );
      expect(text).toContain("Nothing is lost, and there is nothing you need to do.");
      expect(text).toContain("Tried again later");
    }
  });
  test("every state on the way says that what was given is kept", () => {
    const waiting = { ...registration, lastFailure: "auth", nextTryAt: new Date("2026-11-21T10:05:00Z") };
    expect(unsent("submitting", registration)).toContain("All your answers and photos are saved");
    expect(unsent("submitting", waiting)).toContain("Saved and being sent");
    expect(unsent("attention", { ...registration, stage: "attention" })).toContain(
      "All your answers and photos are saved",
    );
  });
  test("a stopped one asks nothing of the merchant and shows no failure of ours", () => {
    const text = unsent("attention", { ...registration, stage: "attention", lastFailure: "rejected" });
    expect(text).toContain("nothing has to be filled in again");
    expect(text).not.toContain("rejected");
  });
});

describe("a correction on its way", () => {
  const entities = [
    refused("BUSINESS_CONTACT", "PHOTO_BLURRED", "Foto KTP buram"),
    entity("BUSINESS", "approved"),
    refused("BUSINESS_BANK", "ACCOUNT_NOT_FOUND", "Nomor rekening tidak ditemukan"),
  ];
  test("what is sent is no longer asked for, and what is not waits until it has arrived", () => {
    const text = page({ entities, progress: correctionOnItsWay() });
    expect(text).toContain("Your corrections are on their way to DOKU");
    expect(text).toContain("On its way: Owner and contacts");
    expect(text).toContain("Correction on its way");
    expect(text).not.toContain("Foto KTP buram");
    expect(text).toContain("can be corrected once what is on its way has reached DOKU");
    expect(text).not.toContain("Correct this");
  });
  test("one that waits for DOKU says so", () => {
    const text = page({ entities, progress: correctionOnItsWay({ lastFailure: "paused", nextTryAt: now }) });
    expect(text).toContain("Your corrections are safe, sending is delayed");
    expect(text).toContain("We try again by ourselves as soon as DOKU answers. Nothing is lost");
  });
  test("a put-off try is as honest as the first sending", () => {
    const nextTryAt = new Date("2026-11-21T10:05:00Z");
    const text = page({ entities, progress: correctionOnItsWay({ lastFailure: "unavailable", nextTryAt }) });
    expect(text).toContain("Your corrections are safe, sending is delayed");
    expect(text).toContain("We try again by ourselves at 17:05 WIB. Nothing is lost");
  });
  test("a stopped one keeps the sections on the page and names who looks at it", () => {
    const text = page({
      application: { state: "attention", dokuBusinessId: "BSN-1" },
      entities,
      progress: correctionOnItsWay({ stage: "attention", lastFailure: "rejected" }),
    });
    expect(text).toContain("The Logipay team is looking at your corrections");
    expect(text).toContain("1 of 3 sections approved");
    expect(text).toContain("Correction not sent yet");
  });
  test("given back by staff it is the merchant's again", () => {
    const progress = correctionOnItsWay({ stage: "attention", lastFailure: "rejected" });
    const text = page({ entities, progress, open: correctable("BUSINESS_CONTACT", "BUSINESS_BANK") });
    expect(text).toContain("2 things need correction");
    expect(text).toContain("Foto KTP buram");
  });
  test("answers alone carry no file", () => {
    const text = page({ entities, progress: correctionOnItsWay({ stage: "registering", filesTotal: 0 }) });
    expect(text).not.toContain("0 of 0");
    expect(text).toContain("Changes handed over");
  });
  test("a change of a live business does not take its headline", () => {
    const live = [entity("BUSINESS_BANK", "approved"), entity("BRAND.OPERATIONAL_STATUS", "approved")];
    const text = page({ entities: live, progress: correctionOnItsWay({ types: ["BUSINESS_BANK"] }) });
    expect(text).toContain("Your business is live at DOKU");
    expect(text).toContain("Change on its way");
  });
});

describe("at DOKU", () => {
  test("sections that do not apply are left out", () => {
    const text = page({ entities: [entity("BUSINESS", "approved"), entity("BUSINESS_BANK", "in_review")] });
    expect(text).toContain("1 of 2 sections approved");
    expect(text).toContain("Bank account");
    expect(text).not.toContain("Business documents");
  });

  test("a refusal is told in our words and DOKU's, with one button", () => {
    const entities = [
      refused("BUSINESS_CONTACT", "PHOTO_BLURRED", "Foto KTP buram"),
      entity("BUSINESS_CONTACT", "approved", { entityId: "2", name: "Ani" }),
    ];
    const html = markup({ entities, open: correctable("BUSINESS_CONTACT") });
    expect(html).toContain("One thing needs correction");
    expect(html).toContain("“Foto KTP buram”");
    expect(html.match(/href="\/onboarding\/correct\/contacts"/g)).toHaveLength(1);
    expect(html).not.toContain("can be corrected together");
  });

  test("several refusals are said to go together", () => {
    const entities = [refused("BUSINESS", "DATA_MISMATCH", "a"), refused("BRAND", "DESCRIPTION_UNCLEAR", "b")];
    expect(page({ entities, open: correctable("BUSINESS", "BRAND") })).toContain(
      "These 2 sections can be corrected together",
    );
  });

  test("a final reason has no button, one that has to wait says until when", () => {
    const final = [refused("BUSINESS", "PROHIBITED_BUSINESS", "Usaha terlarang")];
    const text = page({ entities: final, open: correctable("BUSINESS") });
    expect(text).not.toContain("Correct this");
    expect(text).toContain("halo@logipay.example");
    const laterAt = new Date("2026-12-01T17:00:00Z");
    const reasons = [explained("BUSINESS", "rejected", "REAPPLY_LATER", "Ajukan lagi setelah 2 Des", laterAt)];
    const later = page({ entities: [entity("BUSINESS", "rejected", { reasons })], open: correctable("BUSINESS") });
    expect(later).toContain("Correct this");
    expect(later).toMatch(/Dec(?:ember)? 2/);
  });

  test("what is corrected and not sent yet is said, with the way to send it", () => {
    const entities = [refused("BUSINESS_BANK", "ACCOUNT_NOT_FOUND", "a"), refused("BUSINESS", "DATA_MISMATCH", "b")];
    const [bank, business] = correctable("BUSINESS_BANK", "BUSINESS");
    const open = [bank, business].flatMap((one) => one ?? []);
    const html = markup({ entities, open: open.map((one, index) => (index === 0 ? { ...one, state: "ready" } : one)) });
    expect(html).toContain("Bank account: your changes are saved, DOKU does not have them yet");
    expect(html).toContain('href="/onboarding/correct"');
    expect(html).toContain("Change again");
  });

  test("what DOKU and staff write is text, never markup", () => {
    const evil = "<script>alert(1)</script> {count}";
    const html = markup({
      entities: [refused("BUSINESS", "OTHER", evil), entity("BUSINESS_BANK", "approved")],
      attempts: [
        attempt("BUSINESS", { state: "rejected", reasons: [explained("BUSINESS", "rejected", "OTHER", evil)] }),
      ],
      changes: [{ type: "BUSINESS_BANK", state: "declined", answer: evil, askedAt: now, decidedAt: now }],
    });
    expect(html).not.toContain("<script>");
    expect(html.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt; \{count\}/g)?.length).toBeGreaterThanOrEqual(3);
  });

  test("a full suspension takes its notes from the brand, a part's from the part", () => {
    const brand = explained("BRAND", "suspended", "SUSPICIOUS_ACTIVITY", "Transaksi tidak wajar");
    const whole = page({
      entities: [
        entity("BRAND.OPERATIONAL_STATUS", "suspended"),
        entity("BRAND", "suspended", { reasons: [brand] }),
        entity("BRAND_PRODUCT", "approved"),
      ],
    });
    expect(whole).toContain("DOKU has suspended your business");
    expect(whole).toContain("Transaksi tidak wajar");
    expect(whole).not.toContain("You can receive payments");
    const bank = explained("BUSINESS_BANK", "suspended", "OTHER", "Rekening dilaporkan");
    const part = page({
      entities: [entity("BUSINESS", "approved"), entity("BUSINESS_BANK", "suspended", { reasons: [bank] })],
    });
    expect(part).toContain("DOKU has suspended part of your data");
    expect(part).toContain("Rekening dilaporkan");
  });

  test("payments are promised only with an active payment method", () => {
    const live = [entity("BUSINESS", "approved"), entity("BRAND.OPERATIONAL_STATUS", "approved")];
    expect(page({ entities: live })).not.toContain("You can receive payments");
    const waiting = entity("BRAND_PRODUCT", "in_review");
    expect(page({ entities: [...live, waiting] })).not.toContain("You can receive payments");
    const active = entity("BRAND_PRODUCT", "approved", { name: "QRIS" });
    expect(page({ entities: [...live, active] })).toContain("You can receive payments");
  });

  test.each([
    ["held", [entity("BUSINESS", "in_review")], "Money is paid out once every section is approved"],
    ["held until opened", [entity("BUSINESS", "approved")], "once DOKU has opened your business"],
    [
      "running",
      [entity("BUSINESS", "approved"), entity("BRAND.OPERATIONAL_STATUS", "approved")],
      "paid out to your account",
    ],
    [
      "held while live",
      [entity("BUSINESS", "in_review"), entity("BRAND.OPERATIONAL_STATUS", "approved")],
      "once every section",
    ],
    ["stopped", [entity("BRAND", "suspended")], "pays out no money during the suspension"],
    [
      "never begun",
      [entity("BUSINESS", "approved"), entity("BRAND.OPERATIONAL_STATUS", "rejected")],
      "As long as DOKU does not open your business",
    ],
  ])("payouts are said once: %s", (_, entities, words) => {
    const text = page({ entities });
    expect(text.split(words)).toHaveLength(2);
  });

  test("the latest change is what is spoken", () => {
    const later = new Date(sentAt.getTime() + 1000);
    const entities = [entity("BUSINESS", "in_review"), entity("BUSINESS_BANK", "approved", { changedAt: later })];
    expect(page({ entities })).toContain("Bank account: Approved. DOKU is checking your data");
  });

  test("right after registration it says that the sections are to come", () => {
    expect(statusModel(facts({}), now)).toMatchObject({ kind: "at_doku", overall: "in_review", total: 0 });
    expect(page({})).toContain("DOKU has received your data");
  });

  test.each(["in_review", "approved", "rejected", "suspended", "inactive"] as const)(
    "every row has words in both languages when it is %s",
    (state) => {
      const types = ["BUSINESS", "BRAND", "BRAND.OPERATIONAL_STATUS", "BRAND_PRODUCT"] as const;
      for (const locale of ["id", "en"] as const) {
        const text = page({ entities: types.map((type) => entity(type, state)) }, { locale });
        expect(text).not.toMatch(/sections\.|status\./);
      }
    },
  );
});
