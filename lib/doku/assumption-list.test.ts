import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { assumptions } from "./assumption-list";

const root = new URL("../../", import.meta.url);
const contract = readFileSync(new URL("docs/doku-partner-api.md", root), "utf8");

/** The names of assumptions in the contract, with the section that each stands in. */
function namedInContract(): { id: string; section: number }[] {
  return contract.split(/^## (?=\d+\. )/m).flatMap((text) => {
    const section = Number.parseInt(text, 10);
    return [...text.matchAll(/A:\s+([a-z][a-z0-9-]+)/g)].flatMap(([, id]) =>
      id && id !== "name" ? [{ id, section }] : [],
    );
  });
}

describe("the list of assumptions", () => {
  it("is what the contract names, section by section", () => {
    const byName = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
    const listed = assumptions.map(({ id, section }) => ({ id, section }));
    expect([...listed].sort(byName)).toEqual(namedInContract().sort(byName));
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
  });

  it("is in the order of the contract", () => {
    const sections = assumptions.map(({ section }) => section);
    expect(sections).toEqual([...sections].sort((a, b) => a - b));
  });

  it.each(assumptions)("$id is where it says", ({ where }) => {
    const [file = "", name = ""] = where.split("#");
    const code = readFileSync(new URL(file, root), "utf8");
    expect(code).toMatch(new RegExp(`^export (const|type|(async )?function) ${name}\\b`, "m"));
    expect(contract).toContain(file);
  });

  it("is a sentence each", () => {
    for (const { what } of assumptions) expect(what).toMatch(/^[A-Z`].*\.$/s);
  });
});
