/** What `npm run tour` runs: as the tests do, but it looks instead of judging, and so is no part of them. */
import { defineConfig } from "@playwright/test";
import tests from "../../playwright.config";

export default defineConfig({
  ...tests,
  testDir: ".",
  outputDir: "../../test-results",
  projects: [{ name: "tour", testMatch: "*.tour.ts" }],
  // One portal for all of it, so that the desk shows the merchants of the files before.
  workers: 1,
  timeout: 300_000,
  reporter: "list",
});
