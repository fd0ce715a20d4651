import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { callbackTypes } from "@/lib/domain/sections";
import { SectionIcon, sectionDrawings } from "./section-icon";
import { entity, markup } from "./status.fixture";

describe("a section's icon", () => {
  test("each of DOKU's ten sections has a drawing of its own", () => {
    const drawn = callbackTypes.map((type) => sectionDrawings[type]);
    expect(new Set(drawn).size).toBe(10);
    for (const path of drawn) expect(path).toMatch(/^M[\d.\sMLHVCAZmlhvcasz-]+$/);
  });
  test("is for the eye alone and takes the colour of its words", () => {
    const html = renderToStaticMarkup(<SectionIcon name="BUSINESS_BANK" />);
    expect(html).toMatch(/^<svg aria-hidden="true"[^>]* stroke="currentColor"/);
    expect(html).not.toContain("<title>");
  });
  test("stands beside its section on the status page", () => {
    const types = ["BUSINESS", "BUSINESS_BANK"] as const;
    const html = markup({ entities: types.map((type) => entity(type, "approved")) });
    for (const type of types) {
      expect(html).toMatch(new RegExp(`id="section-${type}".*?${sectionDrawings[type].slice(0, 20)}`, "s"));
    }
  });
});
