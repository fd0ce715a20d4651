import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import en from "../../messages/en.json";
import id from "../../messages/id.json";
import { DokuTroubleNotice } from "./doku-trouble";

const since = new Date("2026-11-21T03:02:00Z");
const nextTryAt = new Date("2026-11-21T03:12:00Z");

function text(trouble: Parameters<typeof DokuTroubleNotice>[0]["trouble"], locale: "id" | "en"): string {
  const fail = (error: Error) => {
    throw error;
  };
  const markup = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={locale === "id" ? id : en} timeZone="Asia/Jakarta" onError={fail}>
      <DokuTroubleNotice trouble={trouble} />
    </NextIntlClientProvider>,
  );
  return markup
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replaceAll("&#x27;", "'");
}

test("a DOKU in trouble: since when, what it answers, how many wait and when the next try is", () => {
  const trouble = { what: "paused", kind: "timeout", since, nextTryAt, waiting: 3 } as const;
  const english = text(trouble, "en");
  expect(english).toContain("DOKU has not answered in time since Nov 21, 10:02 WIB.");
  expect(english).toContain("3 submissions wait, nothing is lost. The next try is at 10:12 WIB. After that everything");
  expect(text(trouble, "id")).toMatch(/DOKU tidak menjawab pada waktunya sejak 21 Nov.+ 3 pengiriman menunggu/);
  expect(text({ ...trouble, waiting: 0, nextTryAt: null }, "en")).toContain("No submission waits.");
});

/** What lib/doku/breaker counts as trouble. */
const kinds = ["timeout", "network", "unavailable", "rate_limited"];

test.each(kinds)("there are words for what DOKU answers: %s", (kind) => {
  for (const locale of ["id", "en"] as const) {
    expect(text({ what: "paused", kind, since, nextTryAt, waiting: 1 }, locale)).not.toContain(kind);
  }
});

test("refused credentials are the partner's to mend, and nobody else's fault", () => {
  const trouble = { what: "refused", nextTryAt, waiting: 1 } as const;
  expect(text(trouble, "en")).toContain("No merchant is at fault. 1 submission waits");
  expect(text(trouble, "en")).toContain("is at 10:12 WIB. It only works once the credentials are right");
  expect(text(trouble, "id")).toContain("Ini bukan kesalahan merchant. 1 pengiriman menunggu");
  expect(text(trouble, "id")).toContain("hanya berhasil setelah kredensialnya benar");
  expect(text(trouble, "en")).not.toContain("After that everything");
});
