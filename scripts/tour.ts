/** `npm run tour`: takes the pictures of docs/tour.md anew, with a fresh build. What follows `--` goes to Playwright, such as a file. */
import { startChild } from "./children";
import { buildPortal, isBuildFresh } from "./portal-build";

const playwright = ["node_modules/@playwright/test/cli.js", "test", "--config", "e2e/tour/playwright.config.ts"];

if (isBuildFresh() || (await buildPortal("terminal"))) {
  const tour = startChild("The tour", [...playwright, ...process.argv.slice(2)], {
    env: process.env,
    output: "terminal",
  });
  process.exitCode = (await tour.ended) === "exit code 0" ? 0 : 1;
} else {
  process.exitCode = 1;
}
