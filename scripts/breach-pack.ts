/**
 * `npm run breach-pack`: for a range of time, which merchants and which kinds of data were seen, taken out or reachable by
 * which account, as files in a new folder. It changes nothing but the audit trail, where it stands who made it and of which range.
 * Ends with 0, or 2 when it could not be done.
 */
import { parseArgs } from "node:util";
import { z } from "zod";
import { database } from "../db/client";
import { requireKeys } from "../db/data-keys";
import { fromSchema, toSchema } from "../lib/domain/record-filter";
import { partner } from "../lib/partner";
import { writeBreachPack } from "../lib/privacy/breach-pack";
import { givenOrDemoSettings } from "./settings";

const usage = `Usage: npm run breach-pack -- --by <email> --from <moment> --to <moment> [options]
  --by <email>           who makes it: a member of the staff, in whose audit trail it is written down
  --from, --to <moment>  in WIB: 2026-11-01, or 2026-11-01T08:30; the last day or minute is included
  --member <id>          only what this member of staff did, such as of an account that was taken over
  --everybody            people.csv names all who were reachable, as after a leak of the whole database
  --known <moment>       when you got to know of it, for the deadline of 3x24 hours; now without it
  --out <folder>         a folder that does not exist yet; breach-pack-<from>-<to> without it`;

function momentOf(name: string, text: string | undefined, schema: typeof fromSchema): { text: string; at: Date } {
  const parsed = schema.safeParse(text ?? "");
  if (!parsed.success) throw new Error(`--${name} is a day or a minute, such as 2026-11-01 or 2026-11-01T08:30`);
  return parsed.data;
}

async function main(): Promise<void> {
  const option = { type: "string" } as const;
  const options = { by: option, from: option, to: option, member: option, known: option, out: option } as const;
  const { values } = parseArgs({ options: { ...options, everybody: { type: "boolean" }, help: { type: "boolean" } } });
  if (values.help) {
    console.log(usage);
    return;
  }
  if (!values.by?.includes("@")) throw new Error("--by is the email address of the member of staff who makes it");
  const [from, to] = [momentOf("from", values.from, fromSchema), momentOf("to", values.to, toSchema)];
  const member = z.uuid().optional().safeParse(values.member);
  if (!member.success) throw new Error("--member is an id, as it stands in accounts.csv of a pack");
  const knownAt = values.known ? momentOf("known", values.known, fromSchema).at : new Date();
  const nameOf = (text: string) => text.replaceAll(":", "");
  const folder = values.out ?? `breach-pack-${nameOf(from.text)}-${nameOf(to.text)}`;
  Object.assign(process.env, givenOrDemoSettings(), { LOG_LEVEL: "silent" });
  const opened = await database();
  try {
    await requireKeys(opened);
    const range = { from: from.at, to: to.at, memberId: member.data ?? null };
    const { name: partnerName } = await partner();
    const isEverybody = values.everybody ?? false;
    const facts = await writeBreachPack({ folder, by: values.by, range, partnerName, knownAt, isEverybody });
    const { merchants, members, people, reachable } = facts;
    console.log(`Of ${merchants.size} merchants something was seen or taken out, by ${members.size} accounts.`);
    console.log(`${people} people to tell, by name, are in people.csv. ${reachable} merchants were reachable in all.`);
    console.log(
      `The pack is in ${folder}. Begin with SUMMARY.md, and keep people.csv where only those who write may read it.`,
    );
  } finally {
    await opened.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(`The pack could not be made: ${error instanceof Error ? error.message : String(error)}`);
  console.error(usage);
  process.exitCode = 2;
}
