/** How much of everything a run has, and what it was told on the command line. */
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";

export type Plan = {
  seed: string;
  isShort: boolean;
  /** SIGKILLs; the last four take everything at the same moment. */
  kills: number;
  /** Changes of state at DOKU, each with its callback. */
  events: number;
  merchants: number;
  /** From when everything is there to the next kill, on average. */
  killEveryMs: number;
};

/** Some callbacks are lost for good, so that 11,000 changes are 10,000 stored events. */
const long = { kills: 104, events: 11_000, merchants: 40, killEveryMs: 4_000 };
const short = { kills: 10, events: 300, merchants: 6, killEveryMs: 1_500 };

const usage = `Usage: npm run test:faults -- [options]
  --short          what is part of npm test: ${short.kills} kills, ${short.events} events
  --seed <text>    plays the plan of an earlier run again
  --kills <n>      SIGKILLs of portals, worker and PostgreSQL; ${long.kills} unless told
  --events <n>     changes at DOKU; ${long.events} unless told`;

/** @throws Error with the usage when the arguments are not understood */
export function planOf(args: string[]): Plan {
  try {
    const options = { short: { type: "boolean" }, seed: { type: "string" } } as const;
    const counts = { kills: { type: "string" }, events: { type: "string" } } as const;
    const { values } = parseArgs({ args, options: { ...options, ...counts } });
    const size = values.short ? short : long;
    const whole = (text: string | undefined, otherwise: number) => {
      const value = text === undefined ? otherwise : Number(text);
      if (!Number.isInteger(value) || value < 5) throw new Error(`${text} is no whole number from 5 on`);
      return value;
    };
    const [kills, events] = [whole(values.kills, size.kills), whole(values.events, size.events)];
    const seed = values.seed ?? String(randomInt(1_000_000_000));
    return { ...size, seed, kills, events, isShort: values.short ?? false };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}
