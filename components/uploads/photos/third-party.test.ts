import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the licence of the HEIC decoder that is installed is served and listed with its version", () => {
  const { version } = JSON.parse(readFileSync("node_modules/libheif-js/package.json", "utf8")) as { version: string };
  const served = readFileSync("public/third-party.txt", "utf8");
  expect(served).toContain(readFileSync("node_modules/libheif-js/libheif-wasm/LICENSE", "utf8"));
  expect(served).toContain(`libheif-js ${version}`);
  expect(readFileSync("THIRD_PARTY.md", "utf8")).toContain(`| ${version} `);
});
