/**
 * `npm test`: every suite, and a last line that counts them all. `npm test -- unit e2e` runs those parts. Those that leave
 * a core to others run beside each other; what they say comes one after the other. A suite that fails does not stop the
 * others, except where they need what it should have made.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { addCounts, asCheck, type Counts, line } from "./counts";
import { follow, sideBySide } from "./side-by-side";
import { type Suite, type SuiteName, say, suites } from "./suites";

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`There is no suite "${unknown[0]}". There are: ${suites.map((suite) => suite.name).join(", ")}.`);
  process.exit(1);
}
// What suites say reaches a terminal through files, in which they would see no terminal.
if (process.stdout.isTTY && !process.env.NO_COLOR) process.env.FORCE_COLOR ??= "1";

const folder = mkdtempSync(join(tmpdir(), "sambut-said-"));
const results = new Map<SuiteName, Counts>();
let said = Promise.resolve();

async function countsOf({ needs, run }: Suite, output: string): Promise<Counts> {
  const blocker = needs?.find((need) => (results.get(need)?.failed ?? 0) > 0);
  if (!blocker) return await run({ wholeRun: asked.length === 0, output });
  say(output, `Left out: it needs "${blocker}", which failed.`);
  return { passed: 0, failed: 0, skipped: 1 };
}

async function show({ title }: Suite, output: string, end: Promise<unknown>): Promise<void> {
  console.log(`\n── ${title} ${"─".repeat(Math.max(0, 76 - title.length))}\n`);
  await follow(output, end, (text) => process.stdout.write(text));
}

const wanted = suites.filter(({ name }) => asked.length === 0 || asked.includes(name));
const tasks = wanted.map((suite) => ({
  name: suite.name,
  after: [...(suite.needs ?? []), ...(suite.after ?? [])],
  alone: suite.alone ?? false,
  run: async () => {
    const output = join(folder, suite.name);
    const counts = countsOf(suite, output);
    said = said.then(() => show(suite, output, counts));
    results.set(suite.name, await counts);
  },
}));
try {
  await sideBySide(tasks, Math.min(2, cpus().length));
  await said;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

console.log(`\n── Together ${"─".repeat(67)}\n`);
const inOrder = wanted.map(({ name }) => ({ name, counts: results.get(name) ?? asCheck(false) }));
for (const { name, counts } of inOrder) console.log(`${name.padEnd(8)} ${line(counts)}`);
const total = addCounts(inOrder.map(({ counts }) => counts));
console.log(`\n${line(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;
