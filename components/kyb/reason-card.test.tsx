import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import {
  classOfReason,
  type ExplainedNote,
  pictureOfReason,
  type ReasonCode,
  reasonCodes,
  reasonSubjects,
  reasonTextKey,
} from "@/lib/domain/reasons";
import { type CallbackType, callbackTypes } from "@/lib/domain/sections";
import en from "../../messages/en.json";
import id from "../../messages/id.json";
import { ReasonCard } from "./reason-card";

const partner = { name: "Logipay", email: "halo@logipay.example" };

function explained(code: ReasonCode, more: Partial<ExplainedNote> & { message?: string } = {}): ExplainedNote {
  const { message = `DOKU: ${code}`, ...rest } = more;
  const type = more.type ?? "BUSINESS_CONTACT";
  return {
    type,
    entityId: "E-1",
    name: null,
    note: { code, field: null, message },
    code,
    certain: code !== "OTHER",
    mapped: false,
    class: classOfReason(code, { type }),
    laterAt: null,
    subject: "card",
    ...rest,
  };
}

type Props = Partial<Parameters<typeof ReasonCard>[0]>;

/** Missing texts throw instead of showing their key. */
function markup(reasons: ExplainedNote[], props: Props = {}, locale: "id" | "en" = "en"): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      messages={locale === "id" ? id : en}
      timeZone="Asia/Jakarta"
      onError={(error) => {
        throw error;
      }}
    >
      <ReasonCard reasons={reasons} type={reasons[0]?.type ?? "BUSINESS_CONTACT"} partner={partner} {...props} />
    </NextIntlClientProvider>,
  );
}
const words = (html: string) => html.replace(/<\/?(?:span|b|em|a)\b[^>]*>/g, "").replace(/<[^>]+>/g, "\n");

type Told = { title: string; what: string; good: string; action: string };
const isTold = (value: unknown): value is Told => typeof value === "object" && value !== null && "title" in value;
function textsOf(messages: typeof id, code: ReasonCode, type: CallbackType): Told {
  const found = reasonTextKey(code, type)
    .split(".")
    .reduce<unknown>((tree, key) => Object.entries(tree ?? {}).find(([name]) => name === key)?.[1], messages.reasons);
  if (!isTold(found)) throw new Error(`no texts for ${code} in ${type}`);
  return found;
}

describe.each([
  ["id", id],
  ["en", en],
] as const)("texts in %s", (locale, messages) => {
  test.each(reasonCodes)("%s has all four, and they can be shown for every subject", (code) => {
    const types: readonly CallbackType[] = code === "OTHER" ? callbackTypes : ["BUSINESS_CONTACT"];
    for (const type of types) {
      const { title, what, good, action } = textsOf(messages, code, type);
      for (const text of [what, good, action]) expect(text).toMatch(/[.}]$/);
      expect(title).not.toMatch(/\.$/);
      for (const text of [title, what, good, action]) {
        expect(text).not.toMatch(/\b(invalid|please|silakan|mohon|tidak valid|kamu)\b|[—–!]/i);
      }
      for (const subject of reasonSubjects) {
        const text = words(markup([explained(code, { type, subject })], {}, locale));
        expect(text).not.toMatch(/[{}]|undefined|reasons\./);
      }
    }
  });
});

describe("a reason", () => {
  test("is told in our words, with DOKU's own quoted", () => {
    const text = words(markup([explained("PHOTO_BLURRED", { message: "Foto KTP buram, mohon unggah ulang" })]));
    expect(text).toContain("The photo of the identity card is blurred");
    expect(text).toContain("“Foto KTP buram, mohon unggah ulang”");
    expect(text).toContain("Every letter and digit is sharp");
    expect(text).toContain("Take the photo again");
    expect(text).toContain("Can be corrected now");
  });
  test("is about what the note is about", () => {
    expect(words(markup([explained("PHOTO_BLURRED", { subject: "selfie" })], {}, "id"))).toContain(
      "Swafoto Anda buram",
    );
  });
  test("is told once for several notes, with all that DOKU wrote and about whom", () => {
    const reasons = [
      explained("DATA_MISMATCH", { message: "Nama beda", name: "Ibu Tini" }),
      explained("DATA_MISMATCH", { message: "Nama beda", name: "Ibu Tini" }),
      explained("DATA_MISMATCH", { message: "Alamat beda", entityId: "E-2", name: "Pak Budi" }),
      explained("NIK_INVALID"),
    ];
    const text = words(markup(reasons, { named: true }));
    expect(text.match(/differ from the identity card/g)).toHaveLength(1);
    expect(text.match(/Nama beda/g)).toHaveLength(1);
    expect(text).toContain("Pak Budi: “Alamat beda”");
    expect(text).toContain("The NIK was not found");
  });
  test("has headings of the level that the page asks for", () => {
    expect(markup([explained("NIK_USED")], { level: 2 })).toMatch(
      /<h2[^>]*>Another business uses this NIK<\/h2>.*<h3/s,
    );
    expect(markup([explained("NIK_USED")])).toMatch(/<h3[^>]*>Another business uses this NIK<\/h3>.*<h4/s);
  });
  test("has a picture where one says something, hidden from those who hear the words", () => {
    const photo = markup([explained("PHOTO_GLARE")]);
    expect(photo.match(/<svg viewBox="0 0 160 120" aria-hidden="true"/g)).toHaveLength(2);
    expect(words(photo)).toMatch(/Avoid\s*Glare/);
    expect(markup([explained("NIK_USED")])).not.toContain("<svg");
    expect(markup([explained("SHOP_NAME_DIFFERS")]).match(/<svg viewBox="0 0 160 120"/g)).toHaveLength(1);
  });
  test("every drawn flaw can be drawn of every subject", () => {
    for (const code of reasonCodes) {
      for (const subject of reasonSubjects) {
        const picture = pictureOfReason(code, subject);
        expect(markup([explained(code, { subject })]).includes("0 0 160 120")).toBe(picture !== null);
      }
    }
  });
});

describe("what can be done", () => {
  test("after a day that DOKU named, or nobody knows when", () => {
    const laterAt = new Date("2026-12-12T00:00:00+07:00");
    const dated = [explained("REAPPLY_LATER", { laterAt }), explained("REAPPLY_LATER", { message: "Nanti" })];
    expect(words(markup(dated, {}, "id"))).toContain("Bisa diajukan lagi setelah 12 Desember 2026.");
    // What has not changed cannot be sent again from here, so the way on is the partner, on a named day too.
    expect(words(markup(dated))).toContain("helps you with the next step: halo@logipay.example");
    expect(words(markup(dated))).not.toContain("send it again");
    expect(words(markup(dated))).toContain("December 12, 2026");
    expect(words(markup([explained("REAPPLY_LATER")]))).toContain("Logipay can ask for it");
  });
  test("nothing, but somebody can be asked", () => {
    const html = markup([explained("PROHIBITED_BUSINESS", { type: "BRAND" })]);
    expect(html).toContain('href="mailto:halo@logipay.example"');
    expect(words(html)).toContain("Cannot be corrected here");
  });
  test("a note that we don't know is shown as it is, a guess is called a guess, staff's choice is neither", () => {
    expect(words(markup([explained("OTHER")]))).toContain("not in our list of reasons yet");
    expect(words(markup([explained("PHOTO_BLURRED", { certain: false })]))).toContain("is our guess");
    expect(words(markup([explained("OTHER", { certain: true, mapped: true })]))).not.toContain("not in our list");
  });
  test("without any note the section's own words, and that DOKU gave no reason", () => {
    const text = words(markup([], { type: "BUSINESS_BANK" }));
    expect(text).toContain("The bank account needs a correction");
    expect(text).toContain("DOKU has not written down why");
    expect(text).not.toContain("DOKU's note");
    expect(text).toContain("Can be corrected now");
    expect(words(markup([], { type: "BRAND", state: "suspended" }))).toContain("Cannot be corrected here");
  });
  test("DOKU's words are text, whatever they hold", () => {
    const html = markup([explained("OTHER", { message: "<script>alert(1)</script> {count}" })]);
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt; {count}");
  });
});
