/** What a run tells in the end. */
import { cpSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { type Run, rowsOf } from "./run";

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const counted = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");

type Row = { events: number; unverified: number; drifts: number; corrections: number; registered: number };

/** Prints what happened and what was violated; after a violation the logs of all processes are kept. */
export async function report(run: Run): Promise<void> {
  const { plan, stage, counts, violations } = run;
  const [row] = await rowsOf<Row>(
    run,
    `select (select count(*)::int from webhook_events where verified) as events,
      (select count(*)::int from webhook_events where not verified) as unverified,
      (select count(*)::int from drifts) as drifts,
      (select count(*)::int from submissions where kind = 'correction' and stage = 'done') as corrections,
      (select count(*)::int from applications where doku_business_id is not null) as registered`,
  );
  say(
    `seed ${plan.seed}, ${Math.round((Date.now() - run.startedAt) / 1_000)} seconds, clock of portal B ${stage.skewMs / 1000} s off`,
  );
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  say(`on          ${cpus().length} cores, ${gigabytes} GB, Node ${process.versions.node}, ${stage.version}`);
  say(`done        ${counted(counts)}`);
  say(`callbacks   ${counted(stage.network.counts)}`);
  say(`in the end  ${counted(row ?? {})}, ledger ${stage.network.ledger.size}`);
  say(`killed      ${counted(stage.kills())}`);
  say(`looked at   ${counted(Object.fromEntries(run.looked))}`);
  for (const { name, lastWords } of stage.endings()) say(`${name} ended by itself: ${lastWords}`);
  if (violations.size === 0) return say("nothing lost, nothing doubled, nothing unexplained");
  const logs = join(tmpdir(), `sambut-faults-${plan.seed}`);
  cpSync(join(stage.folder, "logs"), logs, { recursive: true });
  for (const violation of violations) say(`VIOLATED  ${violation}`);
  say(`Play it again: npm run test:faults -- --seed ${plan.seed}${plan.isShort ? " --short" : ""}. Logs: ${logs}`);
}
