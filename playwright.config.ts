import { cpus } from "node:os";
import { defineConfig } from "@playwright/test";
import { browserProblem, browserSchema, findBrowser } from "./scripts/browser";

// `npm test` looked for a browser already; run by hand, this looks, and the workers inherit what it found.
const browser = process.env.SAMBUT_BROWSER
  ? browserSchema.parse(JSON.parse(process.env.SAMBUT_BROWSER))
  : await findBrowser();
if (!browser) throw new Error(browserProblem);
process.env.SAMBUT_BROWSER = JSON.stringify(browser);

/** Specs that start what no other spec uses. First, so that none of them is what the whole run waits for in the end. */
const ownServers = ["**/{machines,truth,durability,second-step}.spec.ts", "**/security/*.spec.ts"];

export default defineConfig({
  testDir: "./e2e",
  projects: [
    { name: "own servers", testMatch: ownServers },
    { name: "portal", testMatch: "**/*.spec.ts", testIgnore: ownServers },
  ],
  // Each worker runs a portal and a sandbox of its own, so files run beside each other and tests in a file in order. One more
  // than two cores, because people in a browser wait as often as they act.
  workers: cpus().length > 1 ? 3 : 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: "test-results",
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: browser.executablePath, env: { ...process.env, ...browser.env } },
    locale: "id-ID",
    timezoneId: "Asia/Jakarta",
    viewport: { width: 1100, height: 900 },
    contextOptions: { reducedMotion: "reduce" },
    // Of what is never there a test should tell where, long before its own time is over.
    actionTimeout: 30_000,
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    screenshot: "only-on-failure",
  },
});
