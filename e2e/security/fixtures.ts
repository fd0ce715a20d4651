/** What the specs about security import: they share a portal, its database and the people in it. */
import { existsSync, readFileSync } from "node:fs";
import { test as base } from "@playwright/test";
import { type Cast, gatherCast } from "./cast";
import { type Stage, startStage } from "./stage";

export const test = base.extend<{ portalLog: undefined }, { stage: Stage; cast: Cast }>({
  stage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const stage = await startStage();
      await use(stage);
      await stage.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  portalLog: [
    async ({ stage }, use, testInfo) => {
      await use(undefined);
      if (testInfo.status === testInfo.expectedStatus || !existsSync(stage.logFile)) return;
      await testInfo.attach("portal.log", { body: readFileSync(stage.logFile), contentType: "text/plain" });
    },
    { auto: true },
  ],
  cast: [async ({ stage }, use) => use(await gatherCast(stage)), { scope: "worker", timeout: 120_000 }],
});

export { expect } from "@playwright/test";
