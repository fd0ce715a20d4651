/**
 * `npm test`: every suite in order, and a last line that counts them all. `npm test -- unit e2e` runs those parts.
 * A suite that fails does not stop the others, except where they need what it should have made.
 */
import { addCounts, type Counts, line } from "./counts";
import { type SuiteName, suites } from "./suites";

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`There is no suite "${unknown[0]}". There are: ${suites.map((suite) => suite.name).join(", ")}.`);
  process.exit(1);
}

const results = new Map<SuiteName, Counts>();
for (const suite of suites) {
  if (asked.length > 0 && !asked.includes(suite.name)) continue;
  console.log(`\n── ${suite.title} ${"─".repeat(Math.max(0, 76 - suite.title.length))}\n`);
  const blocker = suite.needs?.find((need) => (results.get(need)?.failed ?? 0) > 0);
  if (blocker) {
    console.log(`Left out: it needs "${blocker}", which failed.`);
    results.set(suite.name, { passed: 0, failed: 0, skipped: 1 });
    continue;
  }
  results.set(suite.name, await suite.run({ wholeRun: asked.length === 0 }));
}

console.log(`\n── Together ${"─".repeat(67)}\n`);
for (const [name, counts] of results) console.log(`${name.padEnd(8)} ${line(counts)}`);
const total = addCounts([...results.values()]);
console.log(`\n${line(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;
