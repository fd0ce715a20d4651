import { describe, expect, test } from "vitest";
import type { Change } from "@/lib/domain/correction-plan";
import { SectionHistory } from "./section-history";
import {
  attempt,
  correctionOnItsWay,
  entity,
  explained,
  facts,
  markup,
  now,
  page,
  refused,
  rendered,
  sentAt,
} from "./status.fixture";
import { type StatusFacts, statusModel } from "./status-model";

const hourMs = 3_600_000;
const hoursLater = (hours: number) => new Date(sentAt.getTime() + hours * hourMs);
const rowOf = (more: Partial<StatusFacts>, at = now) => {
  const model = statusModel(facts(more), at);
  return model.kind === "at_doku" ? model.verdicts[0] : undefined;
};

describe("clocks", () => {
  const entities = [entity("BUSINESS_BANK", "in_review")];
  test.each([
    [8, "Result by Monday, Nov 23, 09:12 WIB"],
    [40, "Result by Monday, Nov 23, 09:12 WIB, in less than 8 hours"],
    [47.5, "in less than an hour"],
    [48, "DOKU should have finished on Monday, Nov 23, 09:12 WIB. Logipay can ask DOKU about it."],
  ])("after %d hours", (hours, words) => {
    expect(page({ entities }, { at: hoursLater(hours) })).toContain(words);
  });
  test("each payment method has its own, of five days", () => {
    const methods = [
      entity("BRAND_PRODUCT", "approved", { entityId: "1", name: "QRIS" }),
      entity("BRAND_PRODUCT", "in_review", { entityId: "2", name: "VIRTUAL_ACCOUNT" }),
    ];
    const text = page({ entities: methods });
    expect(text.match(/Active by Thursday, Nov 26, 09:12 WIB/g)).toHaveLength(1);
    expect(page({ entities: methods }, { at: hoursLater(100) })).toContain("in less than 20 hours");
    expect(page({ entities: methods }, { at: hoursLater(121) })).toContain(
      "DOKU should have finished on Thursday, Nov 26",
    );
  });
  test("it starts again with each sending, which is counted", () => {
    const attempts = [
      attempt("BUSINESS_BANK", { state: "rejected" }),
      attempt("BUSINESS_BANK", { attempt: 2, cause: "correction", sentAt: hoursLater(24) }),
    ];
    const text = page({ entities, attempts }, { at: hoursLater(25) });
    expect(text).toContain("Result by Tuesday, Nov 24, 09:12 WIB");
    expect(text).toContain("Sent for the second time Nov 22, 09:12 WIB");
  });
  test("none runs for the merchant's own correction", () => {
    expect(rowOf({ entities: [refused("BUSINESS", "DATA_MISMATCH", "x")] }, hoursLater(100))).toMatchObject({
      clock: null,
    });
  });
});

describe("changes of approved data", () => {
  const entities = [entity("BUSINESS_BANK", "approved", { changedAt: hoursLater(2) }), entity("BUSINESS", "approved")];
  const asked = { type: "BUSINESS_BANK", answer: null, askedAt: hoursLater(3), decidedAt: null } as const;

  test("only bank, address and contacts can be asked for", () => {
    const html = markup({ entities });
    expect(html.match(/Ask for a change/g)).toHaveLength(1);
    expect(html).toContain('href="/onboarding/change/bank"');
  });
  test("an open request says whose turn it is", () => {
    const html = markup({ entities, changes: [{ ...asked, state: "asked" }] });
    expect(html).toContain("is waiting for Logipay");
    expect(html).not.toContain("Ask for a change");
  });
  test("a granted one leads to where it is changed", () => {
    const changes = [{ ...asked, state: "approved" as const, decidedAt: hoursLater(4) }];
    const open = [{ type: "BUSINESS_BANK" as const, cause: "change" as const, state: "unchanged" as const }];
    const html = markup({ entities, changes, open });
    expect(html).toContain("Your request was approved, so this section is open.");
    expect(html).toContain('href="/onboarding/correct/bank"');
    expect(rowOf({ entities, changes, progress: correctionOnItsWay() })?.change).toBeNull();
  });
  test("a declined one is told in the staff's words until the section is sent again", () => {
    const changes = [{ ...asked, state: "declined" as const, answer: "Kirim surat dulu", decidedAt: hoursLater(4) }];
    expect(page({ entities, changes }).match(/Kirim surat dulu/g)).toHaveLength(1);
    const attempts = [
      attempt("BUSINESS_BANK", { attempt: 2, cause: "change", sentAt: hoursLater(5), state: "approved" }),
    ];
    expect(page({ entities, changes, attempts })).not.toContain("Kirim surat dulu");
  });
  test("a suspended business can't ask", () => {
    expect(page({ entities: [...entities, entity("BRAND", "suspended")] })).not.toContain("Ask for a change");
  });
});

describe("history", () => {
  const reasons = [explained("BUSINESS_CONTACT", "rejected", "PHOTO_BLURRED", "Foto KTP buram")];
  const attempts = [
    attempt("BUSINESS_CONTACT", { state: "rejected", stateAt: hoursLater(2), reasons }),
    attempt("BUSINESS_CONTACT", { attempt: 2, cause: "correction", submissionId: "s2", sentAt: hoursLater(3) }),
  ];
  const shown = { entities: [entity("BUSINESS_CONTACT", "in_review", { changedAt: hoursLater(3) })], attempts };

  test("each sending with what came back, when and why, the newest first", () => {
    const text = page(shown);
    expect(text.indexOf("Sending 2")).toBeLessThan(text.indexOf("First sending"));
    expect(text).toContain("No result from DOKU yet.");
    expect(text).toContain("Needs correction Nov 21, 11:12 WIB");
    expect(text).toContain("“Foto KTP buram”");
  });
  test("it is folded away, and a caption of its quotes does not repeat that of the card", () => {
    expect(markup(shown)).toContain("<details");
    expect(page(shown)).not.toContain("Note from DOKU");
  });
  test("what was not kept is said", () => {
    expect(page(shown)).toContain("What this sending held was not kept.");
  });

  test("differences are sentences, files small pictures", () => {
    const changes: Change[] = [
      { kind: "field", part: "contacts", contactKey: "primary", field: "position", before: "STAFF", after: "OWNER" },
      { kind: "field", part: "contacts", contactKey: "primary", field: "phone", before: "••• 1234", after: "••• 1234" },
      { kind: "file", slotId: "contact.primary.DOCUMENT.KTP", before: ["photo-1"], after: ["photo-2", "paper"] },
    ];
    const row = rowOf(shown);
    const [latest] = row?.history ?? [];
    expect(latest).toBeDefined();
    if (!row || !latest) return;
    const files = ["photo-2", "paper"].map((fileId) => ({ fileId, slotId: "contact.primary.DOCUMENT.KTP" }));
    const html = rendered(
      <SectionHistory
        row={{ ...row, history: [{ ...latest, changes, files }] }}
        pictures={new Set(["photo-2"])}
        deleted={new Map()}
      />,
    );
    expect(html).toContain("Position: from “Staff” to “Owner”");
    expect(html).toContain("replaced, the last four digits are the same");
    expect(html).toContain("2 new files");
    // What was deleted once DOKU had it is said in words, and nothing is opened that is gone.
    const deleted = new Map([["photo-2", new Date("2026-12-03T05:00:00Z")]]);
    const gone = rendered(
      <SectionHistory
        row={{ ...row, history: [{ ...latest, changes, files }] }}
        pictures={new Set(["photo-2"])}
        deleted={deleted}
      />,
    );
    expect(gone).toContain("deleted here on December 3, 2026, DOKU still has it");
    expect(gone).not.toContain("/api/uploads/photo-2");
    expect(gone).toContain("/api/uploads/paper");
    expect(html.match(/size=small/g)).toHaveLength(1);
    expect(html).toContain('href="/api/uploads/paper"');
  });
});
