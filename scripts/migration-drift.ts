/** Whether the committed migrations produce the schema that the code declares. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { z } from "zod";

const drizzleKit = "node_modules/drizzle-kit/bin.cjs";
// drizzle-kit wants a folder below the project; this one is thrown away.
const scratch = "node_modules/.cache/sambut/drift";

const journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) });

/** A migration that is older than the one before it would be passed over by databases that have that one. */
export function outOfOrder(text: string): string[] {
  const { entries } = journal.parse(JSON.parse(text));
  return entries.filter((entry, n) => entry.when <= (entries[n - 1]?.when ?? 0)).map(({ tag }) => tag);
}

/** Generates into a copy: a file more than before is a change of the schema that nobody generated. */
export async function migrationDrift(
  runs: (args: string[]) => Promise<boolean>,
  say: (text: string) => void,
): Promise<boolean> {
  const consistent = await runs([drizzleKit, "check"]);
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  cpSync("db/migrations", scratch, { recursive: true });
  const before = readdirSync(scratch).length;
  const source = ["--dialect", "postgresql", "--schema", "./db/schema/index.ts", "--out", `./${scratch}`];
  const generated = await runs([drizzleKit, "generate", ...source]);
  const same = readdirSync(scratch).length === before;
  rmSync(scratch, { recursive: true, force: true });
  if (!same) say("The schema changed without a migration. Make it: npm run db:generate");
  const late = outOfOrder(readFileSync("db/migrations/meta/_journal.json", "utf8"));
  for (const tag of late) say(`${tag} is older than the migration before it. Remove it and make it anew.`);
  return consistent && generated && same && late.length === 0;
}
