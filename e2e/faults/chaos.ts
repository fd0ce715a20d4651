/** Who is killed when: planned from the seed before the run begins. */
import { setTimeout } from "node:timers/promises";
import { until } from "./patience";
import type { Random } from "./random";
import { type Run, repeat } from "./run";
import type { Victim } from "./stage";

/** `isEarly`: without waiting until what was killed before is back. */
export type Kill = { afterMs: number; isEarly: boolean; victims: Victim[]; downMs: number };

const aims = { "portal A": 26, "portal B": 24, worker: 24, PostgreSQL: 20, both: 3, everything: 3 } as const;
const several: Record<string, Victim[]> = {
  both: ["portal A", "portal B"],
  everything: ["portal A", "portal B", "worker", "PostgreSQL"],
};

/** All kills but the last ones, which take everything at the end of the load. */
export function planKills(random: Random, kills: number, everyMs: number): Kill[] {
  const plan: Kill[] = [];
  for (let planned = 0; planned < kills; ) {
    const aim = random.weighed(aims);
    const victims = (several[aim] ?? [aim as Victim]).slice(0, kills - planned);
    const afterMs = everyMs * 2 * random.next();
    plan.push({ afterMs, isEarly: random.chance(0.25), victims, downMs: random.int(50, 1_500) });
    planned += victims.length;
  }
  return plan;
}

const longestWaitMs = { short: 5_000, long: 10_000 } as const;

export async function carryOut(run: Run, plan: readonly Kill[]): Promise<void> {
  const { stage, counts } = run;
  let done = 0;
  let lastAt = Date.now();
  run.progress = () =>
    Math.min(1, (done + Math.min(1, (Date.now() - lastAt) / run.plan.killEveryMs)) / (plan.length + 1));
  for (const { afterMs, isEarly, victims, downMs } of plan) {
    // On a slow machine no longer than so: then what is still starting is part of the load.
    if (!isEarly)
      await Promise.race([stage.untilReady(), setTimeout(longestWaitMs[run.plan.isShort ? "short" : "long"])]);
    await setTimeout(afterMs);
    for (const victim of victims) {
      // One that is down already dies as soon as it is started again.
      await until(`${victim} is up`, () => stage.isUp(victim), 60_000, 20);
      stage.kill(victim, downMs);
      counts.kills += 1;
    }
    done += 1;
    lastAt = Date.now();
  }
}

/** Now and then a portal finds no room for files. */
export async function fillDisks(run: Run, everyMs: number): Promise<void> {
  const random = run.random.fork("disks");
  await repeat(run, random, everyMs, async () => {
    const victim = random.pick(["portal A", "portal B"] as const);
    if (await run.stage.fillDisk(victim, random.int(2_000, 6_000))) run.counts.fullDisks += 1;
  });
}
