import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { assumptions } from "@/lib/doku/assumption-list";

const readme = readFileSync("README.md", "utf8");

describe("README", () => {
  it("gives the two commands as lines of their own", () => {
    const lines = readme.split("\n").map((line) => line.trim());
    expect(lines).toContain("npm ci && npm run demo");
    expect(lines).toContain("npm ci && npm test");
  });

  it.each(assumptions.map((assumption) => [assumption.id, assumption] as const))(
    'names the assumption %s under "Before you go live"',
    (_, { id, section, what, where }) => {
      const goLive = readme.slice(readme.indexOf("## Before you go live"));
      expect(goLive).toContain(`- [ ] **${id}** (section ${section}): ${what} \`${where}\``);
    },
  );

  it("lists no assumption that the code has not got", () => {
    const listed = [...readme.matchAll(/^- \[ \] \*\*([a-z0-9-]+)\*\*/gm)].map(([, id]) => id);
    expect(listed).toEqual(assumptions.map(({ id }) => id));
  });

  it.each(["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])("links in %s lead somewhere", (file) => {
    const targets = [...readFileSync(file, "utf8").matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target]) => target);
    const missing = targets.filter((target) => !existsSync(join(dirname(file), target ?? "")));
    expect(missing).toEqual([]);
  });
});
