import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addCounts, asCheck, line, playwrightCounts, vitestCounts } from "./counts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sambut-counts-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content: unknown): string {
  const file = join(folder, "report.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

describe("counting", () => {
  it("adds suites up into the last line", () => {
    const total = addCounts([asCheck(true), asCheck(false), { passed: 3, failed: 0, skipped: 2 }]);
    expect(line(total)).toBe("4 passed, 1 failed, 2 skipped");
  });

  const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 };

  it("counts a test file that could not be loaded as a failure", () => {
    const broken = { status: "failed", assertionResults: [] };
    const withTests = { status: "failed", assertionResults: [{}] };
    const file = report({ ...vitest, testResults: [broken, withTests] });
    expect(vitestCounts(file, false)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it("never reports success for a run that ended badly or left no report", () => {
    const allWell = report({ ...vitest, numFailedTests: 0, testResults: [] });
    expect(vitestCounts(allWell, false).failed).toBe(1);
    expect(vitestCounts(join(folder, "nothing.json"), true).failed).toBe(1);
    expect(vitestCounts(report("{ half"), true).failed).toBe(1);
    expect(playwrightCounts(join(folder, "nothing.json"), true).failed).toBe(1);
  });

  it("counts a flaky browser test as a failure", () => {
    const file = report({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } });
    expect(playwrightCounts(file, false)).toEqual({ passed: 4, failed: 2, skipped: 2 });
  });
});
