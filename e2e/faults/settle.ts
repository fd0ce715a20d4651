/** After the load: no more faults, one last power cut, and then everything must come to an end by itself. */
import { setTimeout } from "node:timers/promises";
import { lookAfterQueue } from "@/lib/jobs/drain";
import type { Delivery } from "@/sandbox/store/records";
import { control, liftSuspensions } from "./doku";
import { finishStopped } from "./load";
import { insist } from "./patience";
import { type Run, rowsOf } from "./run";
import { victims } from "./stage";

/**
 * Lets the hours pass that leases, planned tries and the job library's time limits would take. Only while nobody holds
 * anything: all that is active then was a process's that is gone.
 */
async function passTime(run: Run): Promise<void> {
  const { executeSql } = run.stage.database;
  const passed = [
    "update pgboss.job set started_on = started_on - interval '1 day' where state = 'active'",
    "update submissions set lease_until = now() where lease_until > now()",
    "update mails set done_at = done_at - interval '1 day' where state = 'queued' and done_at is not null",
    // To the millisecond, as ours are: whoever tries says which one it has seen.
    "update doku_breakers set next_try_at = date_trunc('milliseconds', now()) where next_try_at > now()",
  ];
  for (const text of passed) await insist("time passes", () => executeSql(text));
  await lookAfterQueue();
  await hurry(run);
}

/** What is planned for later is due now. */
async function hurry({ stage }: Run): Promise<void> {
  const due = [
    "update pgboss.job set start_after = now() where state in ('created', 'retry') and start_after > now()",
    "update submissions set next_try_at = now() where next_try_at > now()",
  ];
  for (const text of due) await insist("what is planned is due", () => stage.database.executeSql(text));
}

type Left = { events: number; jobs: number; submissions: number; mails: number; deliveries: number };

/** A correction that DOKU refused and staff gave back is its merchant's again: it is left with nobody. */
async function left(run: Run): Promise<Left> {
  const [row] = await rowsOf<Omit<Left, "deliveries">>(
    run,
    `select (select count(*)::int from webhook_events where outcome = 'received') as events,
      (select count(*)::int from pgboss.job where state in ('created', 'retry', 'active') and name not like '\\_\\_%') as jobs,
      (select count(*)::int from submissions s join applications a on a.id = s.application_id
        where s.stage <> 'done' and (a.state in ('submitting', 'attention') or a.state = 'submitted' and s.kind = 'correction' and s.stage <> 'attention')
        and s.attempt = (select max(attempt) from submissions where application_id = a.id)) as submissions,
      (select count(*)::int from mails where state = 'queued') as mails`,
  );
  const { deliveries } = await control<{ deliveries: Delivery[] }>(run, "/deliveries?state=pending");
  return { ...(row ?? { events: 1, jobs: 1, submissions: 1, mails: 1 }), deliveries: deliveries.length };
}

const words = (what: Left) =>
  Object.entries(what)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ");

/** @returns whether nothing is left; what is left is a violation */
async function untilNothingIsLeft(run: Run, timeoutMs: number): Promise<boolean> {
  const giveUpAt = Date.now() + timeoutMs;
  for (;;) {
    const now = await left(run);
    if (words(now) === "") return true;
    if (Date.now() > giveUpAt) {
      const text =
        "select name || ' ' || state as job, count(*)::int from pgboss.job where state < 'completed' group by 1";
      const jobs = await rowsOf<{ job: string; count: number }>(run, text);
      const named = jobs.map(({ job, count }) => `${count} ${job}`).join(", ");
      run.violations.add(`no end after ${timeoutMs / 1000} quiet seconds: ${words(now)}; ${named}`);
      return false;
    }
    await finishStopped(run).catch(() => {});
    await hurry(run);
    await setTimeout(500);
  }
}

/** Nothing fails any more; everything dies once, at the same moment, and starts again. */
export async function comeToAnEnd(run: Run, timeoutMs: number): Promise<void> {
  const { stage, counts } = run;
  stage.network.calm();
  await control(run, "/faults", "DELETE");
  await liftSuspensions(run);
  await stage.powerCut(() => passTime(run));
  counts.kills += victims.length;
  await untilNothingIsLeft(run, timeoutMs);
}

/** Every business is read once more, which finds what no callback has told. */
export async function readEverything(run: Run, timeoutMs: number): Promise<void> {
  const [row] = await rowsOf<{ now: string }>(run, "select now()::text as now");
  await rowsOf(
    run,
    "update applications set next_read_at = now() - interval '1 hour' where doku_business_id is not null",
  );
  const giveUpAt = Date.now() + timeoutMs;
  for (;;) {
    const text =
      "select id from applications where doku_business_id is not null and (confirmed_at is null or confirmed_at < $1)";
    const unread = await rowsOf<{ id: string }>(run, text, [row?.now]);
    if (unread.length === 0) break;
    if (Date.now() > giveUpAt) {
      run.violations.add(`${unread.length} businesses were due and not read`);
      break;
    }
    await setTimeout(300);
  }
  await untilNothingIsLeft(run, timeoutMs);
}
