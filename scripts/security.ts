/**
 * `npm run test:security`: every test with the tag @security in its long form; `npm test` has a short one of each.
 * `--seed <number>` sends again what an earlier run sent.
 */
import { parseArgs } from "node:util";
import { browserProblem, findBrowser } from "./browser";
import { startChild } from "./children";
import { buildPortal, isBuildFresh } from "./portal-build";

/** About the same, without a portal. */
const unitTests = ["scripts/access.test.ts", "lib/domain/permissions.test.ts"];

const { values } = parseArgs({ options: { seed: { type: "string" } } });

async function runs(args: string[], env: Record<string, string> = {}): Promise<boolean> {
  const child = startChild(args.join(" "), args, { env: { ...process.env, ...env }, output: "terminal" });
  return (await child.ended) === "exit code 0";
}

async function browserTests(): Promise<boolean> {
  const browser = await findBrowser();
  if (!browser) {
    console.error(browserProblem);
    return false;
  }
  const seed: Record<string, string> = values.seed ? { SAMBUT_SEED: values.seed } : {};
  const env = { SAMBUT_BROWSER: JSON.stringify(browser), SAMBUT_SECURITY: "long", ...seed };
  return await runs(["node_modules/@playwright/test/cli.js", "test", "--grep", "@security"], env);
}

const isBuilt = isBuildFresh() || (await buildPortal("terminal"));
const unitsPass = await runs(["node_modules/vitest/vitest.mjs", "run", ...unitTests]);
process.exitCode = isBuilt && (await browserTests()) && unitsPass ? 0 : 1;
