/**
 * `npm run test:faults`: kills portals, worker and PostgreSQL at random moments of a random load, and checks afterwards that
 * nothing that was acknowledged is lost, doubled or wrong. Ends with 1 when something is; docs/reliability.md explains.
 */
import { onStopSignal } from "../../scripts/children";
import { buildPortal, isBuildFresh } from "../../scripts/portal-build";
import { carryOut, fillDisks, planKills } from "./chaos";
import { checkBeforeReading, checkInTheEnd } from "./check";
import { changeStates, makeTrouble } from "./doku";
import { checkEndings, checkNothingIsZero } from "./enough";
import { startJournal } from "./journal";
import { beEverybody } from "./load";
import { makeMerchant, makeStaff } from "./people";
import { randomOf } from "./random";
import { report, say } from "./report";
import type { Run } from "./run";
import { changeSecrets } from "./secrets";
import { type Plan, planOf } from "./settings";
import { comeToAnEnd, readEverything } from "./settle";
import { startStage, victims } from "./stage";

const nothing = {
  ...{ changes: 0, kills: 0, faults: 0, newSecrets: 0, fullDisks: 0, refusedForRoom: 0 },
  ...{ submitted: 0, corrections: 0, drafts: 0, uploads: 0, pages: 0, asked: 0 },
  ...{ deeds: 0, decided: 0, rescues: 0 },
};

async function prepare(plan: Plan): Promise<Run> {
  const random = randomOf(plan.seed);
  const stage = await startStage(random.fork("stage"));
  const { database } = stage;
  const staff = await makeStaff(database);
  const merchants = [];
  for (let index = 1; index <= plan.merchants; index += 1) merchants.push(await makeMerchant(database, index));
  await startJournal(database);
  await stage.untilReady();
  const counts = { ...nothing };
  const rest = {
    deeds: [],
    decisions: new Map<string, "approve" | "decline">(),
    violations: new Set<string>(),
    looked: new Map<string, number>(),
    startedAt: Date.now(),
    progress: () => 0,
    isOver: false,
  };
  return { plan, stage, random, merchants, staff, counts, ...rest };
}

async function play(run: Run): Promise<void> {
  const { plan } = run;
  const kills = planKills(run.random.fork("kills"), plan.kills - victims.length, plan.killEveryMs);
  const people = beEverybody(run);
  const trouble = makeTrouble(run, plan.isShort ? 2_500 : 3_000);
  const disks = fillDisks(run, plan.isShort ? 6_000 : 30_000);
  const secrets = changeSecrets(run);
  await Promise.all([carryOut(run, kills), changeStates(run)]);
  run.isOver = true;
  await Promise.all([people, trouble, disks, secrets]);
}

async function check(run: Run): Promise<void> {
  const patienceMs = run.plan.isShort ? 60_000 : 480_000;
  await comeToAnEnd(run, patienceMs);
  await checkBeforeReading(run);
  await readEverything(run, patienceMs);
  await checkInTheEnd(run);
  checkEndings(run);
  checkNothingIsZero(run);
}

const plan = planOf(process.argv.slice(2));
if (!isBuildFresh() && !(await buildPortal("terminal"))) process.exit(1);
say(`seed ${plan.seed}: ${plan.kills} kills, ${plan.events} changes at DOKU, ${plan.merchants} merchants`);
onStopSignal(() => process.exit(130));
const run = await prepare(plan);
try {
  say(`ready after ${Math.round(process.uptime())} seconds`);
  await play(run);
  say(`the load is over after ${Math.round(process.uptime())} seconds`);
  await check(run);
} catch (error) {
  run.violations.add(`the run itself failed: ${error instanceof Error ? error.message : String(error)}`);
}
await report(run);
await run.stage.stop();
process.exit(run.violations.size === 0 ? 0 : 1);
