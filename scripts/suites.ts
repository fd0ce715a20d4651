/** What `npm test` runs, in this order: cheap checks first, the browser last. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseKind } from "../db/client";
import { browserProblem, findBrowser } from "./browser";
import { startChild } from "./children";
import { asCheck, type Counts, playwrightCounts, vitestCounts } from "./counts";
import { databaseTests } from "./database-tests";
import { migrationDrift } from "./migration-drift";
import { buildPortal, isBuildFresh } from "./portal-build";

export type SuiteName =
  | "lint"
  | "types"
  | "unused"
  | "drift"
  | "unit"
  | "postgres"
  | "vercel"
  | "build"
  | "faults"
  | "e2e";

type Suite = {
  name: SuiteName;
  title: string;
  needs?: SuiteName[];
  run: (options: { wholeRun: boolean }) => Promise<Counts>;
};

export const suites: Suite[] = [
  {
    name: "lint",
    title: "Formatting, lint and import directions",
    run: async () => asCheck(await runs(["node_modules/@biomejs/biome/bin/biome", "ci", "."])),
  },
  {
    name: "types",
    title: "Types",
    run: async () =>
      asCheck(
        (await runs(["node_modules/next/dist/bin/next", "typegen"])) &&
          (await runs(["node_modules/typescript/bin/tsc", "--noEmit", "--incremental", "false"])),
      ),
  },
  {
    name: "unused",
    title: "Files, exports and packages that nothing uses",
    run: async () => asCheck(await runs(["node_modules/knip/bin/knip.js", "--no-progress"])),
  },
  { name: "drift", title: "Migrations say what the schema says", run: async () => asCheck(await migrationDrift(runs)) },
  { name: "unit", title: "Unit and integration tests, on PGlite", run: () => unitTests("pglite", []) },
  {
    name: "postgres",
    title: "Integration tests on PostgreSQL, through pg",
    run: () => unitTests("pg", databaseTests()),
  },
  {
    name: "vercel",
    title: "Integration tests on PostgreSQL, through @vercel/postgres",
    run: () => unitTests("vercel", databaseTests()),
  },
  { name: "build", title: "Production build", run: async () => asCheck(await buildPortal("terminal")) },
  {
    name: "faults",
    title: "Killed at random under load, the short version",
    needs: ["build"],
    run: async () => asCheck(await runs(["--import", "tsx", "scripts/faults.ts", "--short"])),
  },
  { name: "e2e", title: "End to end, in a real Chromium", needs: ["build"], run: browserTests },
];

/** Runs `node ...args` in the terminal; true when it ended well. */
async function runs(args: string[], env: Record<string, string> = {}): Promise<boolean> {
  const child = startChild(args.join(" "), args, {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    output: "terminal",
  });
  return (await child.ended) === "exit code 0";
}

/** Gives `run` the name of a report file in a folder that is gone afterwards. */
async function withReport(run: (file: string) => Promise<Counts>): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "sambut-report-"));
  try {
    return await run(join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** No files are all of them. */
function unitTests(database: DatabaseKind, files: string[]): Promise<Counts> {
  return withReport(async (file) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const args = ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...files];
    return vitestCounts(file, await runs(args, { SAMBUT_TEST_DATABASE: database }));
  });
}

async function browserTests({ wholeRun }: { wholeRun: boolean }): Promise<Counts> {
  const browser = await findBrowser();
  if (!browser) {
    console.log(browserProblem);
    return asCheck(false);
  }
  console.log(`Browser: ${browser.name}\n`);
  if (!wholeRun && !isBuildFresh() && !(await buildPortal("terminal"))) return asCheck(false);
  return withReport(async (file) => {
    const env = { SAMBUT_BROWSER: JSON.stringify(browser), PLAYWRIGHT_JSON_OUTPUT_FILE: file };
    const reporters = ["--reporter=list,json"];
    return playwrightCounts(file, await runs(["node_modules/@playwright/test/cli.js", "test", ...reporters], env));
  });
}
