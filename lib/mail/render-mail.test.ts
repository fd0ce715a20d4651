import { describe, expect, test } from "vitest";
import { type MailContent, renderHtml, renderText } from "./render-mail";

const content: MailContent = {
  locale: "en",
  partnerName: "Warung & Co",
  heading: "Hello",
  paragraphs: ["Something <b>happened</b>.", "And more."],
  button: { label: "See", href: "https://portal.test/?a=1&b=2" },
  footer: ["Small print."],
};

describe("whose mail it is", () => {
  test("the partner's logo beside the name, which stays where pictures are not loaded", () => {
    const html = renderHtml({ ...content, logoUrl: "https://portal.test/logo/1" });
    expect(html).toMatch(/<img class="logo" src="https:\/\/portal.test\/logo\/1" alt=""/);
    expect(html).toContain("Warung &amp; Co</td>");
    expect(html).not.toContain('class="mark"');
  });
  test("its initial without a logo", () => {
    expect(renderHtml(content)).toMatch(/class="mark"[^>]*>W</);
    expect(renderHtml(content)).not.toContain("<img");
  });
});

describe("whom to ask", () => {
  const asked = { ...content, supportEmail: "help@warung.test" };

  test("is the last line, in text and as a link", () => {
    expect(renderText(asked)).toMatch(/Small print\.\nNeed help\? Write to Warung & Co: help@warung\.test\n$/);
    expect(renderHtml(asked)).toMatch(
      /Write to Warung &amp; Co: <a class="link" href="mailto:help@warung\.test"[^>]*>help@warung\.test<\/a>/,
    );
  });
  test("is said in the reader's language", () => {
    expect(renderText({ ...asked, locale: "id" })).toContain("Butuh bantuan? Tulis ke Warung & Co");
  });
  test("is left out of mails to those who are asked", () => {
    expect(renderText({ ...asked, supportEmail: null })).not.toContain("Need help");
    expect(renderHtml({ ...asked, supportEmail: null })).not.toContain("mailto:");
  });
});

test("the first sentence is what a list of mails shows, and words are never markup", () => {
  const html = renderHtml(content);
  expect(html).toMatch(/<body[^>]*>\n<div style="display:none[^"]*">Something &lt;b&gt;happened/);
  expect(html).not.toContain("<b>happened");
});
