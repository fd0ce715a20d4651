/**
 * `npm run keys:rotate`: new keys for everything that is stored, while portals and workers run. Ends with 0 when nothing is
 * left under an earlier key, 1 when something could not be opened, 2 when it could not be done to the end.
 */
import { parseArgs } from "node:util";
import { type Database, database } from "../db/client";
import { requireKeys } from "../db/data-keys";
import { isDataDirInUse } from "../db/data-lock";
import { hasDataKeys } from "../db/queries/data-keys";
import { masterKeys } from "../lib/crypto/master-keys";
import { type Rotation, type RotationStep, rotateKeys } from "../lib/keys/rotate-keys";
import { givenOrDemoSettings } from "./settings";

const usage = `Usage: npm run keys:rotate
  Makes new data keys and encrypts everything anew. May be interrupted and run again at any time.
  To replace the master key too: put the new one first in ENCRYPTION_KEY (k2:new,k1:old), restart every portal and worker with
  that, run this, and take the old one out when this says so. The embedded database: stop the portal first.`;

const number = (value: number) => value.toLocaleString("en");
const counted = (value: number, one: string, many = `${one}s`) => `${number(value)} ${value === 1 ? one : many}`;

export function stepText(step: RotationStep): string {
  switch (step.step) {
    case "wrapped":
      return step.keys > 0
        ? `${counted(step.keys, "key")} wrapped anew with the master "${step.master}".`
        : `All keys are wrapped with the master "${step.master}" already.`;
    case "begun":
      return `New keys for fields and files are made${waitText(step.waitMs)}`;
    case "resumed":
      return `A rotation was begun before and goes on${waitText(step.waitMs)}`;
    case "values":
      return `${counted(step.done, "value")} encrypted anew …`;
    case "files":
      return `${counted(step.done, "file")} encrypted anew …`;
  }
}

function waitText(waitMs: number): string {
  if (waitMs <= 0) return ".";
  return `; in ${counted(Math.ceil(waitMs / 1_000), "second")}, when every portal and worker knows them, they are used.`;
}

/** What was done, and what is left to do for whoever ran it. */
export function rotationLines(done: Rotation, masters: readonly string[]): string[] {
  const { values, files, damagedValues, damagedFiles, retired } = done;
  const lines = [
    `Done: ${counted(values, "value")} and ${counted(files, "file")} were encrypted anew, and ${counted(retired, "earlier key")} retired.`,
  ];
  if (damagedValues + damagedFiles > 0) {
    const what = `${counted(damagedValues, "value")} and ${counted(damagedFiles, "file")}`;
    lines.push(`${what} open with no key that there is, and were left as they are: look into a backup for them.`);
  } else lines.push("Nothing is left under an earlier key.");
  const needless = masters.slice(1).map((id) => `"${id}"`);
  if (needless.length > 0) {
    lines.push(
      `${needless.join(", ")} can be taken out of ENCRYPTION_KEY of every portal and worker now. Keep it as long as you keep backups from before.`,
    );
  }
  return lines;
}

/** The first news of a kind at once, and then one line in a while. */
function teller(): (step: RotationStep) => void {
  let last = { step: "", at: 0 };
  return (step) => {
    const now = performance.now();
    const isProgress = step.step === "values" || step.step === "files";
    if (isProgress && (step.done === 0 || (last.step === step.step && now - last.at < 5_000))) return;
    last = { step: step.step, at: now };
    console.log(stepText(step));
  };
}

async function open(): Promise<Database> {
  try {
    return await database();
  } catch (error) {
    if (!isDataDirInUse(error)) throw error;
    throw new Error(
      "the portal has the embedded database open, and only one process can. Stop it, and run this again.",
    );
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { help: { type: "boolean" } } });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  Object.assign(process.env, givenOrDemoSettings(), { LOG_LEVEL: "silent" });
  const opened = await open();
  try {
    if (!(await requireKeys(opened)) || !(await hasDataKeys(opened.executeSql))) {
      throw new Error("the database is not of this version yet. Start the portal once, and run this again.");
    }
    const done = await rotateKeys({ tell: teller() });
    const masters = masterKeys().map(({ id }) => id);
    for (const line of rotationLines(done, masters)) console.log(line);
    return done.damagedValues + done.damagedFiles > 0 ? 1 : 0;
  } finally {
    await opened.close();
  }
}

if (process.argv[1]?.endsWith("keys-rotate.ts")) {
  try {
    process.exitCode = await main();
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 300) : String(error);
    console.error(`The keys could not be rotated to the end: ${why}`);
    process.exitCode = 2;
  }
}
