/** Whether the committed migrations produce the schema that the code declares. */
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";

const drizzleKit = "node_modules/drizzle-kit/bin.cjs";
// drizzle-kit wants a folder below the project; this one is thrown away.
const scratch = "node_modules/.cache/sambut/drift";

/** Generates into a copy: a file more than before is a change of the schema that nobody generated. */
export async function migrationDrift(runs: (args: string[]) => Promise<boolean>): Promise<boolean> {
  const consistent = await runs([drizzleKit, "check"]);
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  cpSync("db/migrations", scratch, { recursive: true });
  const before = readdirSync(scratch).length;
  const source = ["--dialect", "postgresql", "--schema", "./db/schema/index.ts", "--out", `./${scratch}`];
  const generated = await runs([drizzleKit, "generate", ...source]);
  const same = readdirSync(scratch).length === before;
  rmSync(scratch, { recursive: true, force: true });
  if (!same) console.log("The schema changed without a migration. Make it: npm run db:generate");
  return consistent && generated && same;
}
