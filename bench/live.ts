/**
 * How soon an open status page hears of a callback: from the answer to DOKU to the bytes on the page's stream, with 1, 100 and
 * 2,000 streams open on one portal, and what a stream costs in memory. Targets and figures are in docs/performance.md.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, type ClientRequest, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "../db/client";
import { insertSession } from "../db/queries/sessions";
import { insertPerson } from "../db/queries/users";
import { freePorts } from "../e2e/free-ports";
import { emailIndex, hashToken, newToken } from "../lib/crypto/tokens";
import { paths } from "../lib/paths";
import { startChild, untilAnswers } from "../scripts/children";
import { buildPortal, isBuildFresh, portalServer } from "../scripts/portal-build";
import { startPostgres } from "../scripts/postgres-server";
import { type BenchMerchant, inDatabase, insertMerchants, signedCallback } from "./merchants";
import { ms, percentile } from "./numbers";
import { ownServer } from "./postgres";
import { benchSettings } from "./settings";

const counts = [1, 100, 2_000];
/** One in so many is a page of staff, which hears of every merchant's callback. */
const deskShare = 20;
/** A session has so many streams at most, and a team has more than one anyway. */
const staffSessions = 10;
const eventsEach = 300;
const perSecond = 10;
const targetP99Ms = 100;

/** `told`: callbacks about the merchant so far. */
type Watcher = BenchMerchant & { cookie: string; told: number };
/** `waiting`: told when the stream says that something changed. */
type Stream = { request: ClientRequest; waiting: Set<(at: number) => void> };

async function signIn({ db }: Database, userId: string): Promise<string> {
  const token = newToken();
  const expiresAt = new Date(Date.now() + 3_600_000);
  await insertSession(db, { tokenHash: hashToken(token), userId, expiresAt });
  return `next-auth.session-token=${token}`;
}

async function seed(opened: Database): Promise<{ watchers: Watcher[]; staffCookies: string[] }> {
  const merchants = await insertMerchants(opened, Math.max(...counts));
  const watchers: Watcher[] = [];
  for (const merchant of merchants) {
    watchers.push({ ...merchant, cookie: await signIn(opened, merchant.ownerId), told: 0 });
  }
  const email = "staff@bench.test";
  const staff = { role: "staff" as const, staffRole: "owner" as const, email, emailIndex: emailIndex(email) };
  const staffId = await insertPerson(opened.db, { ...staff, name: "Rani" });
  const staffCookies: string[] = [];
  for (let index = 0; index < staffSessions; index += 1) staffCookies.push(await signIn(opened, staffId));
  return { watchers, staffCookies };
}

/** Settles when the stream has said its first revision. */
function openStream(url: string, cookie: string, agent: Agent): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers: { Cookie: cookie, Accept: "text/event-stream" } }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`A stream was answered with ${answer.statusCode}.`));
      const stream: Stream = { request: asked, waiting: new Set() };
      let text = "";
      answer.on("data", (bytes: Buffer) => {
        text += bytes.toString();
        if (!text.includes("event: revision")) return;
        text = "";
        const at = performance.now();
        for (const tell of stream.waiting) tell(at);
        stream.waiting.clear();
        resolve(stream);
      });
      answer.on("error", () => {});
    });
    asked.on("error", reject);
    asked.end();
  });
}

/** In bytes, as the system counts them. */
function memoryOf(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
  return pages * 4096;
}

function post(url: string, { body, headers }: ReturnType<typeof signedCallback>, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers }, (answer) => {
      const at = performance.now();
      answer.resume();
      if (answer.statusCode === 200) resolve(at);
      else reject(new Error(`A callback was answered with ${answer.statusCode}.`));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** @returns milliseconds from the answer to the news; 0 when the news came first */
async function oneEvent(base: string, watcher: Watcher, stream: Stream, agent: Agent): Promise<number> {
  const { DOKU_CLIENT_ID: clientId = "", DOKU_SECRET_KEY: secretKey = "" } = process.env;
  const path = paths.webhook(watcher.token);
  const callback = signedCallback(watcher.businessId, watcher.told, path, { clientId, secretKey });
  watcher.told += 1;
  const news = new Promise<number>((resolve) => stream.waiting.add(resolve));
  const answeredAt = await post(`${base}${path}`, callback, agent);
  const silence = delay(30_000, undefined, { ref: false }).then((): never => {
    throw new Error("A stream did not hear of a callback within 30 seconds.");
  });
  silence.catch(() => {});
  return Math.max(0, (await Promise.race([news, silence])) - answeredAt);
}

async function measure(base: string, pid: number, count: number, all: Watcher[], staffCookies: readonly string[]) {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const [caller, watchers] = [new Agent({ keepAlive: true }), all.slice(0, count)];
  const before = memoryOf(pid);
  const streams = new Map<Watcher, Stream>();
  const desk: Stream[] = [];
  for (let from = 0; from < count; from += 20) {
    const opening = watchers.slice(from, from + 20).map(async (watcher, index) => {
      const isDesk = count > 1 && (from + index) % deskShare === deskShare - 1;
      const url = isDesk ? paths.liveDesk : paths.live(watcher.applicationId);
      const stream = await openStream(
        `${base}${url}`,
        isDesk ? (staffCookies[(from / 20) % staffCookies.length] ?? "") : watcher.cookie,
        agent,
      );
      if (isDesk) desk.push(stream);
      else streams.set(watcher, stream);
    });
    await Promise.all(opening);
  }
  const bytesEach = (memoryOf(pid) - before) / count;
  const watched = [...streams];
  const waits: Promise<number>[] = [];
  for (let index = 0; index < eventsEach; index += 1) {
    const [watcher, stream] = watched[index % watched.length] ?? [];
    // One merchant's news must be told apart.
    if (watched.length === 1) await waits.at(-1);
    if (watcher && stream) waits.push(oneEvent(base, watcher, stream, caller));
    await delay(1_000 / perSecond);
  }
  const heard = await Promise.all(waits);
  for (const { request: asked } of [...streams.values(), ...desk]) asked.destroy();
  agent.destroy();
  caller.destroy();
  return { p50: percentile(heard, 0.5), p99: percentile(heard, 0.99), bytesEach, desk: desk.length };
}

export async function benchLive(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "sambut-bench-live-"));
  const postgres = await startPostgres({ safe: true, settings: ownServer() });
  Object.assign(process.env, benchSettings(postgres.url));
  try {
    if (!isBuildFresh() && !(await buildPortal("terminal"))) return false;
    const { watchers, staffCookies } = await inDatabase(postgres.url, seed);
    const [port = 0] = await freePorts(1);
    const base = `http://127.0.0.1:${port}`;
    const own = { APP_URL: `http://localhost:${port}`, DATA_DIR: folder, WORKERS: "beside", PORT: String(port) };
    const env = { ...process.env, ...own, NODE_ENV: "production" as const };
    const portal = startChild("The portal", portalServer, { env, output: join(folder, "portal.log") });
    try {
      await untilAnswers(portal, `${base}/api/health`, 60_000);
      await measure(base, portal.pid ?? 0, 10, watchers, staffCookies);
      let isReached = true;
      console.log(`${perSecond} callbacks a second, ${eventsEach} in all; 1 stream in ${deskShare} is the desk's`);
      for (const count of counts) {
        const { p50, p99, bytesEach, desk } = await measure(base, portal.pid ?? 0, count, watchers, staffCookies);
        isReached &&= p99 <= targetP99Ms;
        const memory = count >= 100 ? `  ${Math.round(bytesEach / 1024)} kB a stream` : "";
        console.log(
          `${String(count).padStart(5)} streams (${desk} of the desk)  p50 ${ms(p50)}  p99 ${ms(p99)} (wanted ${ms(targetP99Ms)})${memory}`,
        );
      }
      return isReached;
    } finally {
      await portal.stop();
    }
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
