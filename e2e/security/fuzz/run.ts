/** Sends what was made from a seed, and holds every answer to the same rules. */
import fc from "fast-check";
import { inParallel } from "../ask";
import { type Reply, sendBytes, type Wire } from "./send";
import { marker } from "./values";

/** `refused`: how the portal has to say no, by a status or in the words of an answer; null where it may do what is asked. */
export type Shot = { what: string; wire: Wire; refused: "status" | "words" | null };

/** Who sends, and whose the application and the file are that they are not to touch. */
export type Aim = { senders: { title: string; cookie: string }[]; applicationId: string; fileId: string };

/** The seed of this run; SAMBUT_SEED sends again what an earlier one sent. */
export const seed = Number(process.env.SAMBUT_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** What a program, a database or DOKU would say, and no person should read. */
const foreign =
  /\n\s+at [\w.<>]+ \(|node_modules|node:internal|\b(?:Type|Syntax|Reference|Range|Aggregate)Error\b|unexpected token|ECONN|ENOENT|pglite|postgres|drizzle|insert into|violates .* constraint|HMACSHA256/i;

/** What is wrong with an answer, in words; null when nothing is. */
function fault({ what, wire, refused }: Shot, { status, text }: Reply): string | null {
  const isCut = wire.manner === "cut";
  if (status === 0) return isCut ? null : `${what}: no answer`;
  if (status >= 500) return `${what}: status ${status}`;
  const foreignWord = foreign.exec(text)?.[0];
  if (foreignWord) return `${what}: the answer says ${JSON.stringify(foreignWord)}`;
  const isNo = status >= 400 || (refused === "words" && (status >= 300 || /"error":"/.test(text)));
  if (refused && !isNo) return `${what}: let in with ${status}`;
  // A page that is not found may say which address it was; that is where whoever asked put it.
  const isRepeated = text.includes(marker) && !wire.path.includes(marker);
  return isRepeated && status >= 400 ? `${what}: the refusal repeats what was sent` : null;
}

const atOnce = 8;
const batch = 200;

/** @returns what was wrong with any answer, each kind once with how to send it again, and how often each status came */
export async function shoot(url: string, shots: fc.Arbitrary<Shot>, count: number, between: () => Promise<void>) {
  const faults = new Map<string, string>();
  const statuses = new Map<number, number>();
  for (let from = 0; from < count; from += batch) {
    const numRuns = Math.min(batch, count - from);
    const sample = fc.sample(shots, { seed: seed + from, numRuns });
    await inParallel([...sample.entries()], atOnce, async ([index, shot]) => {
      const reply = await sendBytes(url, shot.wire).catch((error: unknown) => ({
        status: 0,
        head: "",
        text: String(error),
      }));
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
      const wrong = fault(shot, reply);
      if (wrong && !faults.has(wrong)) faults.set(wrong, `number ${from + index}: ${inShort(shot.wire)}`);
    });
    await between();
  }
  return { faults: [...faults].map(([wrong, which]) => `${wrong} (seed ${seed}, ${which})`), statuses };
}

function inShort({ method, path, headers, body, manner = "whole" }: Wire): string {
  const some = (given: string) => given.slice(0, 160).replace(/[^\x20-\x7e]/g, "?");
  const told = headers.filter(([name]) => name !== "Cookie").map(([name, value]) => `${name}: ${some(value)}`);
  return `${method} ${some(path)} ${manner} [${told.join(", ")}] ${some(body.toString("latin1"))}`;
}
