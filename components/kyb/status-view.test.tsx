import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { ApplicationState, SubmissionStage } from "@/lib/domain/applications";
import type { CallbackType, EntityState } from "@/lib/domain/sections";
import en from "../../messages/en.json";
import id from "../../messages/id.json";
import { type KnownEntity, statusModel } from "./status-model";
import { StatusView } from "./status-view";

const now = new Date("2026-11-21T10:00:00Z");
const submittedAt = new Date("2026-11-21T02:12:00Z");
const subject = { businessName: "Toko Berkah", partner: { name: "Logipay", email: "halo@logipay.example" }, now };

const entity = (type: CallbackType, state: EntityState, more: Partial<KnownEntity> = {}): KnownEntity => ({
  type,
  state,
  entityId: `${type}-1`,
  name: null,
  notes: [],
  dokuTime: null,
  changedAt: submittedAt,
  ...more,
});
const note = (message: string) => [{ code: null, field: null, message }];

type Progress = {
  stage: SubmissionStage;
  filesSent: number;
  filesTotal: number;
  nextTryAt: Date | null;
  lastFailure: string | null;
};

function page(
  state: ApplicationState,
  entities: KnownEntity[] = [],
  progress: Progress | null = null,
  locale: "id" | "en" = "en",
): string {
  const model = statusModel(
    { state, submittedAt: state === "submitted" ? submittedAt : null },
    entities,
    progress,
    now,
  );
  const markup = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={locale === "id" ? id : en} timeZone="Asia/Jakarta" now={now}>
      <StatusView model={model} subject={subject} confirmed={null} live={null} />
    </NextIntlClientProvider>,
  );
  return markup.replace(/<\/?(?:span|b|em|a)\b[^>]*>/g, "").replace(/<[^>]+>/g, "\n");
}

describe("on the way to DOKU", () => {
  const uploading = { stage: "uploading", filesSent: 3, filesTotal: 7, nextTryAt: null, lastFailure: null } as const;

  test("files are counted", () => {
    expect(page("submitting", [], uploading)).toContain("3 of 7 files");
  });
  test("a put-off try says when the next one is, in WIB, and that nothing is lost", () => {
    const waiting = { ...uploading, lastFailure: "unavailable", nextTryAt: new Date("2026-11-21T10:05:00Z") };
    expect(page("submitting", [], waiting)).toContain("We try again by ourselves at 17:05 WIB");
    expect(page("submitting", [], { ...waiting, nextTryAt: now })).toContain("on its way to DOKU");
  });
  test("a stopped one asks nothing of the merchant and shows no failure of ours", () => {
    const text = page("attention", [], { ...uploading, stage: "attention", lastFailure: "rejected" });
    expect(text).toContain("nothing has to be filled in again");
    expect(text).not.toContain("rejected");
  });
});

describe("at DOKU", () => {
  test("sections that do not apply are left out", () => {
    const text = page("submitted", [entity("BUSINESS", "approved"), entity("BUSINESS_BANK", "in_review")]);
    expect(text).toContain("1 of 2 sections approved");
    expect(text).toContain("Bank account");
    expect(text).not.toContain("Business documents");
    expect(text).not.toContain("Taking payments");
  });

  test("a verdict that is out says until when, in WIB, and that settlement waits", () => {
    const text = page("submitted", [entity("BUSINESS_BANK", "in_review")]);
    expect(text).toContain("Result by Monday, Nov 23, 09:12 WIB");
    expect(text).toContain("Money is paid out once every section is approved");
  });

  test("a late verdict says so", () => {
    const model = statusModel(
      { state: "submitted", submittedAt: new Date("2026-11-18T02:12:00Z") },
      [entity("BUSINESS_BANK", "in_review")],
      null,
      now,
    );
    expect(model.kind === "at_doku" && model.verdicts[0]?.dueAt && model.verdicts[0].dueAt < now).toBe(true);
  });

  test("a refusal quotes DOKU, names whose it is and who helps", () => {
    const text = page("submitted", [
      entity("BUSINESS_CONTACT", "rejected", { name: "Budi", notes: note("Foto KTP buram") }),
      entity("BUSINESS_CONTACT", "approved", { entityId: "2", name: "Ani" }),
    ]);
    expect(text).toContain("One thing needs correction");
    expect(text).toMatch(/Note from DOKU\s+Budi: “Foto KTP buram”/);
    expect(text).toContain("halo@logipay.example");
  });

  test("what DOKU writes is text, never markup", () => {
    const model = statusModel(
      { state: "submitted", submittedAt },
      [entity("BUSINESS", "rejected", { notes: note("<script>alert(1)</script> {count}") })],
      null,
      now,
    );
    const markup = renderToStaticMarkup(
      <NextIntlClientProvider locale="id" messages={id} timeZone="Asia/Jakarta">
        <StatusView model={model} subject={subject} confirmed={null} live={null} />
      </NextIntlClientProvider>,
    );
    expect(markup).toContain("&lt;script&gt;alert(1)&lt;/script&gt; {count}");
  });

  test("payments are promised only with an active payment method", () => {
    const live = [entity("BUSINESS", "approved"), entity("BRAND.OPERATIONAL_STATUS", "approved")];
    expect(page("submitted", live)).not.toContain("You can receive payments");
    expect(page("submitted", [...live, entity("BRAND_PRODUCT", "in_review")])).not.toContain(
      "You can receive payments",
    );
    expect(page("submitted", [...live, entity("BRAND_PRODUCT", "approved", { name: "QRIS" })])).toContain(
      "You can receive payments",
    );
    const suspended = [
      ...live,
      entity("BRAND", "suspended", { notes: note("x") }),
      entity("BRAND_PRODUCT", "approved"),
    ];
    expect(page("submitted", suspended)).not.toContain("You can receive payments");
  });

  test("the latest change is what is spoken", () => {
    const later = new Date(submittedAt.getTime() + 1000);
    const text = page("submitted", [
      entity("BUSINESS", "in_review"),
      entity("BUSINESS_BANK", "approved", { changedAt: later }),
    ]);
    expect(text).toContain("Bank account: Approved. DOKU is checking your data");
  });

  test.each(["in_review", "approved", "rejected", "suspended", "inactive"] as const)(
    "every row has words in both languages when it is %s",
    (state) => {
      const types = ["BUSINESS", "BRAND", "BRAND.OPERATIONAL_STATUS", "BRAND_PRODUCT"] as const;
      for (const locale of ["id", "en"] as const) {
        const text = page(
          "submitted",
          types.map((type) => entity(type, state)),
          null,
          locale,
        );
        expect(text).not.toMatch(/sections\.|status\./);
      }
    },
  );
});
