/** What makes a run worth nothing, or shows a process that could not bear what it has to bear. */
import type { Counts, Run } from "./run";
import type { Outage, Stage } from "./stage";

/** After PostgreSQL is back, a start that found it away may take so long to give up. */
const givesUpMs = 2_000;

/** Who ended by itself though PostgreSQL was there all its life, or after it had begun to serve. */
export function unwarranted(endings: ReturnType<Stage["endings"]>, outages: readonly Outage[]) {
  const wasAway = (from: number, to: number) => outages.some((one) => one.from < to && one.to + givesUpMs > from);
  return endings.filter(({ wasReady, from, to }) => wasReady || !wasAway(from, to));
}

export function checkEndings({ stage, violations }: Run): void {
  for (const { name, lastWords } of unwarranted(stage.endings(), stage.outages)) {
    violations.add(`${name} ended though nobody had killed it: ${lastWords}`);
  }
}

/** Rare ones: a short run may go without. */
const rare: readonly string[] = [
  ...(["refusedForRoom", "fullDisks", "newSecrets", "asked", "decided"] satisfies (keyof Counts)[]),
  ...["doubledAtOnce", "lost", "dropped", "answerLost", "forgedBefore", "forgedAfter", "refused", "deeds of staff"],
];

const lookedAt = [
  ...["businesses", "acknowledged callbacks", "states folded", "entities compared with DOKU", "standings"],
  ...["files read", "saved drafts", "deeds of staff", "events applied once", "states explained"],
];

/** Nothing need ever stop so that staff must take it up. */
const neverNeeded = "rescues";

/** What did not happen was not tried, and an invariant without anything to look at holds of itself. */
export function nothingOf(
  run: Pick<Run, "plan" | "counts" | "looked"> & { network: Record<string, number> },
): string[] {
  const looked = Object.fromEntries(lookedAt.map((name) => [name, run.looked.get(name) ?? 0]));
  const all = { ...run.counts, ...run.network, ...looked };
  const zero = Object.entries(all).filter(([name, count]) => count === 0 && name !== neverNeeded);
  return zero.map(([name]) => name).filter((name) => !run.plan.isShort || !rare.includes(name));
}

export function checkNothingIsZero(run: Run): void {
  for (const name of nothingOf({ ...run, network: run.stage.network.counts }))
    run.violations.add(`no ${name} in this run`);
  const kills = run.stage.kills();
  const sum = Object.values(kills).reduce((total, one) => total + one, 0);
  if (sum < run.plan.kills) run.violations.add(`only ${sum} of ${run.plan.kills} kills ended something`);
  for (const [victim, count] of Object.entries(kills))
    if (count === 0) run.violations.add(`${victim} was never killed`);
}
