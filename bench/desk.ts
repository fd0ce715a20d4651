/**
 * The desk at scale: every page of a listed set is asked for many times, and what it cost the database and the reader is
 * printed. The set and the targets are in docs/performance.md.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { freePorts } from "../e2e/free-ports";
import { type Child, startChild, untilAnswers } from "../scripts/children";
import { buildPortal, isBuildFresh, portalServer } from "../scripts/portal-build";
import { startPostgres } from "../scripts/postgres-server";
import { keepAwake, pieceMs, slownessAfterPause } from "./awake";
import { type DeskPage, deskPages } from "./desk-pages";
import { formWith, signIn } from "./forms";
import { ms, percentile } from "./numbers";
import { ownServer } from "./postgres";
import { benchSettings } from "./settings";

/** At most so much of the database's time for one page, and so long until the whole page is there, at the 95th percentile. */
const targets = { databaseMs: 5, pageMs: 120 };
const users = 10;
/** A person looks at a page before opening the next: so long on average, which is little for a list or a case. */
const pauseMs = 5_000;
/** Five times as fast as that is measured too, for knowing what is left; it decides nothing. */
const hurriedMs = 1_000;
const rounds = { warm: 10, database: 15, minutes: 3, hurriedMinutes: 1 };
const staffEmail = "staff@partner.test";

/** `searchForm`: the hidden fields of the search field's form, which are the same on every page of one build. */
type Place = { url: string; cookie: string; merchants: number; searchForm: [string, string][] };

/** @returns milliseconds until the last byte @throws Error when it is not the page that was asked for */
async function open({ url, cookie, searchForm }: Place, { name, path, posted }: DeskPage): Promise<number> {
  const start = performance.now();
  if (posted) {
    const form = new FormData();
    for (const [field, value] of [...searchForm, ["q", posted] as const]) form.append(field, value);
    const headers = { Cookie: cookie, Origin: url };
    const found = await fetch(`${url}${path}`, { method: "POST", body: form, headers, redirect: "manual" });
    const text = await found.text();
    const isFound = (found.headers.get("location") ?? "").includes("/desk/merchants/");
    // Merchants who never came have no telephone number and no NIK yet: the list is shown again, and says so.
    const isMissed = found.status === 200 && text.includes("</html>");
    if (!isFound && !isMissed) throw new Error(`"${name}" answered ${found.status}`);
    return performance.now() - start;
  }
  const response = await fetch(`${url}${path}`, { headers: { Cookie: cookie }, redirect: "manual" });
  const body = await response.text();
  if (response.status !== 200 || !body.includes("</html>")) throw new Error(`"${name}" answered ${response.status}`);
  return performance.now() - start;
}

/** Until nothing else goes on in the database: what was begun in it before, or the cleaning up after the seed. */
async function untilQuiet(client: pg.Client): Promise<void> {
  const patienceMs = 15 * 60_000;
  const giveUpAt = Date.now() + patienceMs;
  for (let quiet = 0; quiet < 5 && Date.now() < giveUpAt; ) {
    const { rows } = await client.query(
      "select 1 from pg_stat_activity where pid <> pg_backend_pid() and state = 'active' and backend_type in ('client backend', 'autovacuum worker')",
    );
    quiet = rows.length === 0 ? quiet + 1 : 0;
    await pause(1_000);
  }
}

/** What the desk's pages read, in memory as in a database that has been in use for a while; some gigabytes for a million merchants. */
async function warmDatabase(client: pg.Client): Promise<void> {
  await client.query("create extension if not exists pg_prewarm");
  await client.query(`
    select pg_prewarm(part) from (
      select indrelid as "table", indexrelid::regclass as part from pg_index
      union all select oid, oid::regclass from pg_class where relkind = 'r'
    ) as parts
    where "table" in ('kyb_entities'::regclass, 'search_keys'::regclass, 'merchant_words'::regclass, 'applications'::regclass)`);
}

/** What each page asks of the database, one page at a time, by the database's own account. */
async function databaseTimes(client: pg.Client, place: Place) {
  const times = new Map<string, number[]>();
  for (let round = 0; round < rounds.database; round += 1) {
    for (const page of deskPages(round, place.merchants)) {
      const { name } = page;
      await client.query("select pg_stat_statements_reset()");
      await open(place, page);
      const { rows } = await client.query(
        "select coalesce(sum(total_exec_time), 0)::float8 as ms from pg_stat_statements where query not like '%pg_stat_statements%'",
      );
      times.set(name, [...(times.get(name) ?? []), rows[0].ms]);
    }
  }
  return times;
}

/** How long pages take while several people work at once. */
async function pageTimes(places: readonly Place[], pauseMs: number, minutes: number): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  const endAt = Date.now() + minutes * 60_000;
  await Promise.all(
    Array.from({ length: users }, async (_, user) => {
      await pause(Math.random() * pauseMs);
      for (let turn = user; Date.now() < endAt; turn += 1) {
        const place = places[turn % places.length];
        const pages = deskPages(turn, place?.merchants ?? 0);
        const page = pages[turn % pages.length];
        if (!page || !place) continue;
        const took = await open(place, page);
        times.set(page.name, [...(times.get(page.name) ?? []), took]);
        await pause(pauseMs * (0.5 + Math.random()));
      }
    }),
  );
  return times;
}

const pause = (forMs: number) => new Promise((resolve) => setTimeout(resolve, forMs));

function report(title: string, times: Map<string, number[]>, target: number): boolean {
  console.log(`\n${title}, at most ${target} ms at p95\n`);
  for (const [name, values] of times) {
    console.log(
      `  ${name.padEnd(44)} p50 ${ms(percentile(values, 0.5)).padStart(9)}   p95 ${ms(percentile(values, 0.95)).padStart(9)}`,
    );
  }
  const all = [...times.values()].flat();
  const whole = percentile(all, 0.95);
  const isGood = whole <= target;
  console.log(
    `\n  ${"all".padEnd(44)} p50 ${ms(percentile(all, 0.5)).padStart(9)}   p95 ${ms(whole).padStart(9)}   ${isGood ? "good" : "TOO SLOW"}`,
  );
  return isGood;
}

async function measure(databaseUrl: string, merchants: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "sambut-bench-portal-"));
  const children: Child[] = [];
  const client = new pg.Client({ connectionString: databaseUrl });
  try {
    const [sandboxPort = 0, smtpPort = 0, ...ports] = await freePorts(2 + availableParallelism());
    const [port = 0, ...otherPorts] = ports;
    const [url, sandboxUrl] = [`http://localhost:${port}`, `http://localhost:${sandboxPort}`];
    const shared = { ...process.env, ...benchSettings(databaseUrl), DATA_DIR: folder };
    const sandbox = startChild("The sandbox", ["--import", "tsx", "sandbox/main.ts"], {
      env: { ...shared, SANDBOX_PORT: String(sandboxPort), SANDBOX_SMTP_PORT: String(smtpPort), SANDBOX_AUTO: "off" },
      output: join(folder, "sandbox.log"),
    });
    children.push(sandbox);
    await untilAnswers(sandbox, sandboxUrl, 60_000);
    const startPortal = async (workers: "inside" | "beside", port: number) => {
      const portal = startChild("The portal", portalServer, {
        env: {
          ...shared,
          NODE_ENV: "production",
          PORT: String(port),
          APP_URL: `http://localhost:${port}`,
          DOKU_BASE_URL: sandboxUrl,
          SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
          FIRST_STAFF_EMAIL: staffEmail,
          STAFF_SECOND_FACTOR: "optional",
          WORKERS: workers,
        },
        output: join(folder, "portal.log"),
      });
      children.push(portal);
      await untilAnswers(portal, `http://localhost:${port}/api/health`, 120_000);
      return portal;
    };
    const first = await startPortal("inside", port);
    const cookie = await signIn({ url, sandboxUrl, email: staffEmail });
    await first.stop();
    // Background work asks the database too, and would be counted with the pages.
    for (const own of ports) await startPortal("beside", own);
    const desk = await fetch(`${url}/desk`, { headers: { Cookie: cookie } });
    const searchForm = [...formWith(await desk.text(), "q")] as [string, string][];
    const place = { url, cookie, merchants, searchForm };
    const places = [place, ...otherPorts.map((other) => ({ ...place, url: `http://localhost:${other}` }))];
    await client.connect();
    await client.query("create extension if not exists pg_stat_statements");
    await untilQuiet(client);
    await warmDatabase(client);
    // Some times around, so that the code is compiled as in portals that are in use.
    for (let turn = 0; turn < rounds.warm; turn += 1) {
      for (const one of places) for (const page of deskPages(turn, merchants)) await open(one, page);
    }
    const asleep = await slownessAfterPause();
    children.push(...keepAwake());
    const awake = await slownessAfterPause();
    console.log(
      `\nAfter a pause the same work takes ${asleep.toFixed(1)} times as long on this machine, and ${awake.toFixed(1)} times while its cores are kept awake, as from here on.`,
    );
    const before = pieceMs();
    const asked = report("What a page asks of the database", await databaseTimes(client, place), targets.databaseMs);
    const title = (eachMs: number) =>
      `What ${users} people at once wait for a page (each opens one about every ${eachMs / 1000} s, ${places.length} portals)`;
    const waited = report(title(pauseMs), await pageTimes(places, pauseMs, rounds.minutes), targets.pageMs);
    report(title(hurriedMs), await pageTimes(places, hurriedMs, rounds.hurriedMinutes), targets.pageMs);
    console.log(
      `\nA piece of work that only this process did took ${ms(before)} before all this and ${ms(pieceMs())} after it; when these differ, the machine was not ours alone.`,
    );
    return asked && waited;
  } finally {
    await client.end().catch(() => {});
    await Promise.all(children.map((child) => child.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same for seeding and measuring, so that what was sealed can be opened. */
async function isSeeded(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query("select to_regclass('applications') is not null as is_migrated");
    if (!rows[0].is_migrated) return false;
    return (await client.query("select 1 from applications limit 1")).rows.length > 0;
  } finally {
    await client.end();
  }
}

/**
 * Measures a database of its own, or that of BENCH_DATABASE_URL, which is seeded when it is empty and measured as it is when
 * a run before has seeded it. `args`: how many merchants, how many events; a million and ten million when not given.
 */
export async function benchDesk([merchants = "1000000", events = "10000000"]: string[]): Promise<boolean> {
  if (!isBuildFresh() && !(await buildPortal("terminal"))) return false;
  const given = process.env.BENCH_DATABASE_URL;
  const own = given ? null : await startPostgres({ settings: ownServer() });
  const databaseUrl = given ?? own?.url ?? "";
  try {
    if (given && (await isSeeded(given))) return await measure(databaseUrl, Number(merchants));
    console.log(`${own?.version ?? "The given database"}: ${merchants} merchants, ${events} events`);
    const seed = startChild("The seed", ["scripts/require-node.cjs", "seed-scale", merchants, events], {
      env: { ...process.env, ...benchSettings(databaseUrl), DATA_DIR: join(tmpdir(), "sambut-bench-seed") },
      output: "terminal",
    });
    if ((await seed.ended) !== "exit code 0") return false;
    return await measure(databaseUrl, Number(merchants));
  } finally {
    await own?.stop();
  }
}
