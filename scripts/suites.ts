/** What `npm test` runs, begun and shown in this order: what needs no database first, the browser last. */
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
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

/** `output`: the file that everything a suite says goes to. */
type RunOptions = { wholeRun: boolean; output: string };

export type Suite = {
  name: SuiteName;
  title: string;
  /** Suites that must have ended well. */
  needs?: SuiteName[];
  /** Suites that must have ended, because they write to the same folder. */
  after?: SuiteName[];
  /** Runs beside no other: it keeps every core busy itself, and two of that kind take longer together than one by one. */
  alone?: boolean;
  run: (options: RunOptions) => Promise<Counts>;
};

export const suites: Suite[] = [
  {
    name: "lint",
    title: "Formatting, lint and import directions",
    run: async ({ output }) => asCheck(await runs(output, ["node_modules/@biomejs/biome/bin/biome", "ci", "."])),
  },
  {
    name: "types",
    title: "Types",
    run: async ({ output }) =>
      asCheck(
        (await runs(output, ["node_modules/next/dist/bin/next", "typegen"])) &&
          (await runs(output, ["node_modules/typescript/bin/tsc", "--noEmit", "--incremental", "false"])),
      ),
  },
  {
    name: "build",
    title: "Production build",
    after: ["types"],
    run: async ({ output }) => asCheck(await buildPortal(output)),
  },
  {
    name: "unused",
    title: "Files, exports and packages that nothing uses",
    run: async ({ output }) => asCheck(await runs(output, ["node_modules/knip/bin/knip.js", "--no-progress"])),
  },
  {
    name: "drift",
    title: "Migrations say what the schema says",
    run: async ({ output }) =>
      asCheck(
        await migrationDrift(
          (args) => runs(output, args),
          (text) => say(output, text),
        ),
      ),
  },
  {
    name: "unit",
    title: "Unit and integration tests, on PGlite",
    alone: true,
    run: ({ output }) => unitTests(output, "pglite", []),
  },
  {
    name: "postgres",
    title: "Integration tests on PostgreSQL, through pg",
    alone: true,
    run: ({ output }) => unitTests(output, "pg", databaseTests()),
  },
  {
    name: "vercel",
    title: "Integration tests on PostgreSQL, through @vercel/postgres",
    alone: true,
    run: ({ output }) => unitTests(output, "vercel", databaseTests()),
  },
  {
    name: "faults",
    title: "Killed at random under load, the short version",
    needs: ["build"],
    alone: true,
    run: async ({ output }) => asCheck(await runs(output, ["--import", "tsx", "scripts/faults.ts", "--short"])),
  },
  { name: "e2e", title: "End to end, in a real Chromium", needs: ["build"], alone: true, run: browserTests },
];

/** Adds a line to what a suite says. */
export function say(output: string, text: string): void {
  appendFileSync(output, `${text}\n`);
}

/** Runs `node ...args`; true when it ended well. */
async function runs(output: string, args: string[], env: Record<string, string> = {}): Promise<boolean> {
  const child = startChild(args.join(" "), args, {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    output,
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
function unitTests(output: string, database: DatabaseKind, files: string[]): Promise<Counts> {
  return withReport(async (file) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const args = ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...files];
    return vitestCounts(file, await runs(output, args, { SAMBUT_TEST_DATABASE: database }));
  });
}

async function browserTests({ wholeRun, output }: RunOptions): Promise<Counts> {
  const browser = await findBrowser();
  if (!browser) {
    say(output, browserProblem);
    return asCheck(false);
  }
  say(output, `Browser: ${browser.name}\n`);
  if (!wholeRun && !isBuildFresh() && !(await buildPortal(output))) return asCheck(false);
  return withReport(async (file) => {
    const env = { SAMBUT_BROWSER: JSON.stringify(browser), PLAYWRIGHT_JSON_OUTPUT_FILE: file };
    const reporters = ["--reporter=list,json"];
    return playwrightCounts(
      file,
      await runs(output, ["node_modules/@playwright/test/cli.js", "test", ...reporters], env),
    );
  });
}
