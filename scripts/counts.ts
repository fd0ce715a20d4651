/** Counting what test runners report, so that no failure is lost: a run that breaks before its first test counts too. */
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

export type Counts = { passed: number; failed: number; skipped: number };

export function addCounts(all: Counts[]): Counts {
  return all.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

export function line({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** One check that either holds or does not. */
export function asCheck(ok: boolean): Counts {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Counts of a vitest JSON report. A file that could not even be loaded has no tests: it counts as one failed. */
export function vitestCounts(reportFile: string, exitedWell: boolean): Counts {
  const report = vitestReport.safeParse(readJson(reportFile));
  if (!report.success) return asCheck(false);
  const { data } = report;
  const brokenFiles = data.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return atLeastOneFailure(exitedWell, {
    passed: data.numPassedTests,
    failed: data.numFailedTests + brokenFiles.length,
    skipped: data.numPendingTests + data.numTodoTests,
  });
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** Counts of a Playwright JSON report. A test that passed only when tried again is a failure here. */
export function playwrightCounts(reportFile: string, exitedWell: boolean): Counts {
  const report = playwrightReport.safeParse(readJson(reportFile));
  if (!report.success) return asCheck(false);
  const { expected, unexpected, flaky, skipped } = report.data.stats;
  return atLeastOneFailure(exitedWell, { passed: expected, failed: unexpected + flaky, skipped });
}

function atLeastOneFailure(exitedWell: boolean, counts: Counts): Counts {
  return exitedWell || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function readJson(file: string): unknown {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  } catch {
    return undefined;
  }
}
