/** The invariants of `npm run test:faults` hold where nothing is broken, and each tells when its own thing is. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { findWebhookTokens } from "@/db/queries/webhook-tokens";
import { digestOf } from "@/lib/doku/signature";
import { dokuClient } from "@/lib/doku-account";
import { env } from "@/lib/env";
import { kybStage, type Merchant, refuse } from "@/lib/testing/kyb-stage";
import type { Delivery } from "@/sandbox/store/records";
import { checkBeforeReading, checkInTheEnd } from "../e2e/faults/check";
import { nothingOf, unwarranted } from "../e2e/faults/enough";
import { startJournal } from "../e2e/faults/journal";
import { startNetwork } from "../e2e/faults/network";
import { randomOf } from "../e2e/faults/random";
import type { Checked } from "../e2e/faults/run";
import { planOf } from "../e2e/faults/settings";

const stage = kybStage();
let merchant: Merchant;
let run: Checked;
/** A callback that was applied, and the entity that it told of. */
let event: { id: string; application_id: string };

async function acknowledged(token: string): Promise<Checked["stage"]["network"]["ledger"]> {
  const { deliveries } = await stage.control<{ deliveries: Delivery[] }>("/deliveries");
  const taken = deliveries.filter(({ state }) => state === "delivered");
  return new Map(
    taken.map(({ id, headers, body }) => {
      return [id, { token, requestId: headers["Request-Id"] ?? "", digest: digestOf(body) }];
    }),
  );
}

beforeAll(async () => {
  const opened = await database();
  await startJournal(opened);
  merchant = await stage.registered("Toko Palu");
  // The fixture makes its draft past the verbs, which no history tells; runs begin the journal after it.
  await stage.rows("delete from watch.standings where state = 'draft'");
  await stage.decide(merchant, { type: "BUSINESS", status: "ACTIVE" }, refuse("BUSINESS_ADDRESS"));
  await stage.decide(
    merchant,
    { type: "BUSINESS_ADDRESS", status: "ACTIVE" },
    { type: "BUSINESS_BANK", status: "ACTIVE" },
  );
  await stage.read(merchant);
  const { applicationId } = merchant;
  const token = (await findWebhookTokens(opened.db, applicationId))?.present ?? "";
  const saved = { street: "Jalan Melati 1", unsure: [] };
  run = {
    stage: {
      database: opened,
      sandbox: { url: env().DOKU_BASE_URL },
      network: { ledger: await acknowledged(token), forgedTaken: [] },
    },
    merchants: [{ index: 1, applicationId, token, cookie: "", saved, files: [] }],
    deeds: [],
    decisions: new Map(),
    violations: new Set(),
    looked: new Map(),
  };
  const [found] = await stage.rows<typeof event>(
    "select id, application_id from webhook_events where outcome = 'applied' order by received_at limit 1",
  );
  if (!found) throw new Error("no callback was applied");
  event = found;
});
beforeEach(() => {
  run.violations.clear();
});

async function violations(): Promise<string> {
  await checkBeforeReading(run);
  await checkInTheEnd(run);
  return [...run.violations].join("\n");
}

/** What is said after `sql`; `mend` puts it back, past the journal. */
async function whenBroken(sql: string, mend: string): Promise<string> {
  const [last] = await stage.rows<{ n: string }>("select last_value::text as n from watch.n");
  await stage.rows(sql);
  try {
    return await violations();
  } finally {
    await stage.rows(mend);
    for (const table of ["events", "entities", "standings"]) {
      await stage.rows(`delete from watch.${table} where n > $1`, [last?.n]);
    }
  }
}

it("says nothing where nothing is broken, and has looked at something", async () => {
  expect(await violations()).toBe("");
  const looked = ["acknowledged callbacks", "events applied once", "states folded", "states explained", "files read"];
  for (const what of looked) expect(run.looked.get(what), what).toBeGreaterThan(0);
});

describe("tells", () => {
  it("that an acknowledged callback is gone", async () => {
    const keep = `create table kept as select * from webhook_events where id = '${event.id}'`;
    const said = await whenBroken(
      `${keep}; delete from webhook_events where id = '${event.id}'`,
      "insert into webhook_events select * from kept; drop table kept",
    );
    expect(said).toContain("was acknowledged and is stored 0 times");
    expect(said).toContain(`event ${event.id} was taken away`);
  });

  it("that a callback is stored and was never applied", async () => {
    const set = (outcome: string) => `update webhook_events set outcome = '${outcome}' where id = '${event.id}'`;
    expect(await whenBroken(set("received"), set("applied"))).toContain(`event ${event.id} is still received`);
  });

  it("that a callback was applied twice", async () => {
    const set = (outcome: string) => `update webhook_events set outcome = '${outcome}' where id = '${event.id}'`;
    const said = await whenBroken(`${set("received")}; ${set("applied")}`, "select 1");
    expect(said).toContain(`event ${event.id} got an outcome 3 times`);
  });

  it("that the transaction of a callback wrote its entity twice, or not at all", async () => {
    const ofEvent = `tx = (select tx from watch.events where event_id = '${event.id}' and after = 'applied')`;
    const again = `insert into watch.entities (tx, application_id, type, entity_id, before, after)
      select tx, application_id, type, entity_id, after, after from watch.entities where ${ofEvent} limit 1`;
    expect(await whenBroken(again, "select 1")).toContain("1 events were applied by 2 writes");
    const gone = `create table kept as select * from watch.entities where ${ofEvent}; delete from watch.entities where ${ofEvent}`;
    const back = "insert into watch.entities select * from kept; drop table kept";
    expect(await whenBroken(gone, back)).toContain("1 events were applied by 0 writes");
  });

  it("that a state is not what callbacks and readings say", async () => {
    const set = (state: string) => `update kyb_entities set state = '${state}' where type = 'BUSINESS_BANK'`;
    const said = await whenBroken(set("suspended"), set("approved"));
    expect(said).toContain("is suspended, which no event and no reading says");
    expect(said).toContain("is suspended here and approved at DOKU");
    expect(said).toContain("went from approved to suspended");
    expect(said).toContain("when its parts said suspended");
  });

  it("that an older state came over a newer one, and was put right before anybody looked", async () => {
    const set = (state: string) => `update kyb_entities set state = '${state}' where type = 'BUSINESS_BANK'`;
    const said = await whenBroken(`${set("rejected")}; ${set("approved")}`, "select 1");
    expect(said).toMatch(/went from approved to rejected at .*, which nothing explains/);
  });

  it("that the whole is another than its parts, or stood where its history does not know", async () => {
    const set = (overall: string) => `update applications set overall = '${overall}'`;
    const [before] = await stage.rows<{ overall: string }>("select overall from applications");
    const said = await whenBroken(set("live"), set(before?.overall ?? ""));
    expect(said).toContain(`overall is live, its sections say ${before?.overall}`);
    expect(said).toMatch(/: was live when its parts said /);
    expect(said).toMatch(/: stood .*live, its history says /);
    expect(said).toContain("stands elsewhere than its history");
  });

  it("that a file is not as it was kept", async () => {
    const said = await whenBroken("update files set bytes = bytes + 1", "update files set bytes = bytes - 1");
    expect(said).toMatch(/file .* has \d+ bytes instead of \d+/);
  });

  it("that a draft, a comment or a decision that was answered as done is not there", async () => {
    const [own] = run.merchants;
    if (!own) throw new Error("no merchant");
    own.saved.street = "Jalan Mawar 9";
    const { applicationId } = own;
    run.deeds.push({ applicationId, table: "comments" });
    const changeId = randomUUID();
    run.decisions.set(changeId, "approve");
    const said = await violations();
    own.saved.street = "Jalan Melati 1";
    run.deeds.pop();
    run.decisions.clear();
    expect(said).toMatch(/draft \w+ was saved, there is \w+/);
    expect(said).toContain("1 comments were answered as done, there are 0");
    expect(said).toContain(`change ${changeId}: approve was answered as done, it is undefined`);
  });

  it("that a forged callback was taken", async () => {
    const door = createServer((request, response) => {
      request.resume().on("end", () => response.writeHead(200).end());
    });
    door.listen(0, "127.0.0.1");
    await once(door, "listening");
    const network = await startNetwork(0, [(door.address() as AddressInfo).port], {
      secretKey: "SK-TEST-0000",
      random: randomOf("forged"),
    });
    network.calm();
    const headers = { "Client-Id": "BRN-0001-TEST", "Request-Id": "forged-1", Signature: "HMACSHA256=AAAA" };
    const address = `${network.url}/api/webhooks/doku/token`;
    await fetch(address, { method: "POST", body: "{}", headers: { ...headers, Connection: "close" } });
    await network.stop();
    door.close();
    expect(network.forgedTaken).toEqual(["forged-1"]);
    const checked = { ...run, stage: { ...run.stage, network } };
    await checkInTheEnd(checked);
    expect([...run.violations].join("\n")).toContain("callback forged-1 was forged and taken");
  });

  it("that DOKU has a second business of one application", async () => {
    const { requestId, requestPath, requestBody } = await stage.latest(merchant);
    if (!requestId || !requestPath || !requestBody) throw new Error("nothing was sent");
    const again = { requestId: randomUUID(), method: "POST" as const, path: requestPath, body: requestBody };
    await (await dokuClient(null)).sendRegistration(again);
    expect(await violations()).toContain(`${merchant.applicationId} is two businesses at DOKU`);
  });
});

describe("a run is worth nothing", () => {
  const ending = { name: "worker", lastWords: "", wasReady: false, from: 10_000, to: 20_000 };

  it("when a process ended by itself though PostgreSQL was there, or after it had begun to serve", () => {
    expect(unwarranted([ending], [])).toEqual([ending]);
    expect(unwarranted([ending], [{ from: 12_000, to: 13_000 }])).toEqual([]);
    expect(unwarranted([ending], [{ from: 1_000, to: 2_000 }])).toEqual([ending]);
    const ready = { ...ending, wasReady: true };
    expect(unwarranted([ready], [{ from: 12_000, to: 13_000 }])).toEqual([ready]);
  });

  it("when something never happened or nothing was looked at", () => {
    const counts = {
      ...{
        changes: 1,
        kills: 1,
        faults: 1,
        newSecrets: 0,
        fullDisks: 0,
        refusedForRoom: 0,
        submitted: 1,
        corrections: 1,
      },
      ...{ drafts: 1, uploads: 1, pages: 0, asked: 0, deeds: 1, decided: 0, rescues: 0 },
    };
    const short = { plan: planOf(["--short"]), counts, looked: run.looked, network: { passed: 1, lost: 0 } };
    expect(nothingOf(short)).toEqual(["pages"]);
    const long = nothingOf({ ...short, plan: planOf([]) });
    expect(long).toEqual(expect.arrayContaining(["pages", "newSecrets", "lost"]));
    expect(nothingOf({ ...short, looked: new Map() })).toContain("events applied once");
  });
});
