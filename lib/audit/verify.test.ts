import { generateKeyPairSync, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { insertApplication } from "@/db/queries/applications";
import { findLastCheckpoint } from "@/db/queries/audit-checkpoints";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { newToken } from "../crypto/tokens";
import { writeCheckpoints, writeDueCheckpoints } from "./checkpoint";
import { checkpointKey } from "./checkpoint-signature";
import { auditHash, emitAudit, emitStaffAudit } from "./emit";
import { type KnownCheckpoint, verifyAudit } from "./verify";

let opened: Database;
let staffId: string;
/** In the order in which the trail is read. */
let merchants: [string, string];

beforeAll(async () => {
  opened = await openTestDatabase();
});
beforeEach(async () => {
  await tamper(...Object.keys(triggers).map((table) => `delete from ${table}`));
  const person = (role: "merchant" | "staff") =>
    insertPerson(opened.db, { role, email: "a@example.test", emailIndex: randomUUID(), name: "Sari Dewi" });
  staffId = await person("staff");
  const merchant = async () => {
    const secrets = { webhookToken: newToken(), webhookTokenHash: newToken() };
    return await insertApplication(opened.db, { ownerId: await person("merchant"), businessName: "Toko", ...secrets });
  };
  const [first = "", second = ""] = [await merchant(), await merchant()].sort();
  merchants = [first, second];
});
afterAll(closeTestDatabase);

const deed = (applicationId: string, part: string) =>
  opened.db.transaction((tx) =>
    emitAudit(tx, { applicationId, actor: { kind: "system" }, action: "part.completed", detail: { part, count: 2 } }),
  );
const staffDeed = () =>
  opened.db.transaction((tx) =>
    emitStaffAudit(tx, { actor: { kind: "staff", userId: staffId }, action: "audit.exported" }),
  );

/** Two merchants with five rows each and a member of staff with two, all signed; then one more row of the second. */
async function trail() {
  for (const part of ["profile", "brand", "social"]) await deed(merchants[0], part);
  await staffDeed();
  await writeCheckpoints();
  for (const part of ["address", "bank"]) await deed(merchants[0], part);
  for (const part of ["profile", "brand", "social", "address", "bank"]) await deed(merchants[1], part);
  await staffDeed();
  await writeCheckpoints();
  await deed(merchants[1], "contacts");
}

const triggers: Record<string, string[]> = {
  audit_checkpoint_heads: ["audit_checkpoint_heads_append_only"],
  audit_checkpoints: ["audit_checkpoints_append_only"],
  audit_heads: ["audit_heads_stay", "audit_heads_guard"],
  audit_log: ["audit_log_append_only"],
};

/** What somebody does who owns the database and wants nobody to notice. */
async function tamper(...commands: string[]): Promise<void> {
  const each = (change: (trigger: string) => string) =>
    Object.entries(triggers).flatMap(([table, names]) => names.map((name) => `alter table ${table} ${change(name)}`));
  const all = [
    // Foreign keys are triggers too.
    ...Object.keys(triggers).map((table) => `alter table ${table} disable trigger all`),
    ...commands,
    ...Object.keys(triggers).map((table) => `alter table ${table} enable trigger all`),
    ...each((name) => `enable always trigger ${name}`),
  ];
  for (const command of all) await opened.executeSql(command);
}
const verify = (known?: KnownCheckpoint) => verifyAudit({ key: checkpointKey(), known });
const faults = async (known?: KnownCheckpoint) => (await verify(known)).faults;
const inFirst = () => ({ chain: "merchant", chainId: merchants[0] });
const atFirst = (position: number) => `chain_id = '${merchants[0]}' and position = ${position}`;

it("finds nothing wrong with a trail as it was written", async () => {
  expect(await verify()).toEqual({
    rows: 0,
    chains: 0,
    checkpoints: 0,
    last: null,
    unsignedRows: 0,
    faults: [],
    faultCount: 0,
  });
  await trail();
  expect(await verify()).toMatchObject({
    rows: 13,
    chains: 3,
    checkpoints: 2,
    unsignedRows: 1,
    faults: [],
    faultCount: 0,
  });
  expect((await verify()).last).toMatchObject({ number: 2 });
});

it("the database refuses to change, remove or shorten anything, and lets heads do nothing but move on", async () => {
  await trail();
  const refused = [
    "update audit_log set action = 'x'",
    "delete from audit_log",
    "truncate audit_log",
    "truncate applications cascade",
    "update audit_checkpoints set heads = 0",
    "delete from audit_checkpoint_heads",
    "truncate audit_checkpoints cascade",
    "delete from audit_heads",
    "truncate audit_heads",
    "update audit_heads set position = 1, checkpoint = null",
    "update audit_heads set position = position + 2, checkpoint = null",
    "update audit_heads set hash = 'x', checkpoint = 2",
    `update audit_heads set chain_id = '${randomUUID()}'`,
    "begin; set local session_replication_role = replica; delete from audit_log; commit",
  ];
  for (const command of refused) {
    await expect(opened.executeSql(command), command).rejects.toThrow("append-only");
    await opened.executeSql("rollback");
  }
  expect(await faults()).toEqual([]);
});

it("names a row whose content was changed", async () => {
  await trail();
  await tamper(`update audit_log set detail = '{"part": "brand", "count": 3}' where ${atFirst(2)}`);
  expect(await faults()).toEqual([{ kind: "altered", ...inFirst(), from: 2, to: 2, checkpoint: null }]);
});

it.each(["action = 'x'", "at = at + interval '1 ms'", "actor_kind = 'staff'", "application_id = null"])(
  "whatever was changed: %s",
  async (change) => {
    await trail();
    await tamper(`update audit_log set ${change} where ${atFirst(4)}`);
    expect(await faults()).toMatchObject([{ kind: "altered", from: 4 }]);
  },
);

it("names a row that was written anew with a hash of its own", async () => {
  await trail();
  const { rows } = await opened.executeSql(`select * from audit_log where ${atFirst(2)}`);
  const row = rows[0] as { previous_hash: string; at: Date };
  const facts = { chain: "merchant", chainId: merchants[0], position: 2, actorKind: "system", actorId: null } as const;
  const hash = auditHash(row.previous_hash, { ...facts, action: "part.forged", detail: {}, at: new Date(row.at) });
  await tamper(`update audit_log set action = 'part.forged', detail = '{}', hash = '${hash}' where ${atFirst(2)}`);
  expect(await faults()).toEqual([{ kind: "replaced", ...inFirst(), from: 2, to: 2, checkpoint: null }]);
});

it("notices a chain that was written anew from some row to its end, heads included", async () => {
  await trail();
  let previousHash = "";
  const commands: string[] = [];
  const { rows } = await opened.executeSql(
    `select * from audit_log where chain_id = '${merchants[0]}' order by position`,
  );
  for (const [index, row] of (
    rows as { hash: string; previous_hash: string; at: Date; action: string; detail: Record<string, string> }[]
  ).entries()) {
    const position = index + 1;
    if (position < 4) {
      previousHash = row.hash;
      continue;
    }
    const facts = { chain: "merchant", chainId: merchants[0], position, actorKind: "system", actorId: null } as const;
    const hash = auditHash(previousHash, { ...facts, action: "part.forged", detail: row.detail, at: new Date(row.at) });
    commands.push(
      `update audit_log set action = 'part.forged', previous_hash = '${previousHash}', hash = '${hash}' where ${atFirst(position)}`,
    );
    previousHash = hash;
  }
  await tamper(...commands, `update audit_heads set hash = '${previousHash}' where chain_id = '${merchants[0]}'`);
  expect(await faults()).toEqual([{ kind: "rewritten", ...inFirst(), from: 4, to: 5, checkpoint: 2 }]);
});

it("names rows that were removed in the middle, and swapped ones", async () => {
  await trail();
  await tamper(`delete from audit_log where ${atFirst(3)}`);
  expect(await faults()).toEqual([{ kind: "missing", ...inFirst(), from: 3, to: 3, checkpoint: null }]);
  await tamper(
    `update audit_log set position = 3 where ${atFirst(2)}`,
    `update audit_log set position = 2 where ${atFirst(4)}`,
  );
  expect(await faults()).toEqual([{ kind: "altered", ...inFirst(), from: 2, to: 2, checkpoint: null }]);
});

it("notices a tail that was removed, even when the head was put back to fit", async () => {
  await trail();
  const shortened = `update audit_heads h set position = 3, checkpoint = 1, hash = (select hash from audit_log l where l.chain_id = h.chain_id and position = 3) where chain_id = '${merchants[0]}'`;
  await tamper(`delete from audit_log where chain_id = '${merchants[0]}' and position > 3`, shortened);
  expect(await faults()).toEqual([{ kind: "missing", ...inFirst(), from: 4, to: 5, checkpoint: 2 }]);
});

it("notices a chain that was removed with its head", async () => {
  await trail();
  await tamper(
    `delete from audit_log where chain_id = '${merchants[0]}'`,
    `delete from audit_heads where chain_id = '${merchants[0]}'`,
  );
  expect(await faults()).toEqual([{ kind: "missing", ...inFirst(), from: 1, to: 5, checkpoint: 2 }]);
});

it("notices a head that would keep rows out of the checkpoints", async () => {
  await trail();
  await tamper(`update audit_heads set checkpoint = 2 where chain_id = '${merchants[1]}'`);
  expect(await faults()).toMatchObject([{ kind: "head", chainId: merchants[1], from: 6 }]);
});

it("names a checkpoint that was changed, or signed by somebody else", async () => {
  await trail();
  await tamper(`update audit_checkpoint_heads set hash = 'x' where number = 1 and chain_id = '${merchants[0]}'`);
  expect(await faults()).toMatchObject([
    { kind: "heads", checkpoint: 1 },
    { kind: "rewritten", from: 1, to: 3 },
  ]);
  await tamper("update audit_checkpoints set at = at - interval '1 day' where number = 2");
  expect(await faults()).toContainEqual({ kind: "unsigned", checkpoint: 2 });
  const { faults: all } = await verifyAudit({ key: generateKeyPairSync("ed25519").publicKey });
  expect(all).toContainEqual({ kind: "unsigned", checkpoint: 1 });
});

it("notices checkpoints that were taken away, the last ones by one that was written down elsewhere", async () => {
  await trail();
  const last = await findLastCheckpoint(opened.db);
  const known = { number: 2, signature: last?.signature ?? "" };
  expect(await faults(known)).toEqual([]);
  await tamper(
    "delete from audit_checkpoint_heads where number = 2",
    "delete from audit_checkpoints where number = 2",
    `delete from audit_log where chain_id = '${merchants[1]}'`,
    `delete from audit_heads where chain_id = '${merchants[1]}'`,
    `delete from audit_log where position > 3 or chain = 'staff' and position > 1`,
    `update audit_heads h set checkpoint = 1, position = (select max(position) from audit_log l where l.chain_id = h.chain_id)`,
    `update audit_heads h set hash = (select hash from audit_log l where l.chain_id = h.chain_id and l.position = h.position)`,
  );
  expect(await faults()).toEqual([]);
  expect(await faults(known)).toEqual([{ kind: "gone", checkpoint: 2 }]);
  await writeCheckpoints();
  await deed(merchants[0], "x");
  await writeCheckpoints();
  expect(await faults(known)).toEqual([{ kind: "unsigned", checkpoint: 2 }]);
  await tamper("delete from audit_checkpoint_heads where number = 1", "delete from audit_checkpoints where number = 1");
  expect(await faults()).toContainEqual({ kind: "gone", checkpoint: 1 });
});

it("signs many heads in several checkpoints, each head once, also when two processes begin at the same time", async () => {
  await trail();
  await deed(merchants[0], "x");
  await staffDeed();
  const [one, other] = await Promise.all([writeCheckpoints(new Date(), 2), writeCheckpoints(new Date(), 2)]);
  expect(one + other).toBe(3);
  expect(await writeCheckpoints()).toBe(0);
  expect(await verify()).toMatchObject({ checkpoints: 4, unsignedRows: 0, faults: [] });
});

it("the sweep signs the first rows at once, then once an hour", async () => {
  await deed(merchants[0], "x");
  const start = new Date("2026-03-01T00:00:00Z");
  const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
  const number = async () => (await findLastCheckpoint(opened.db))?.number ?? 0;
  await writeDueCheckpoints(start);
  expect(await number()).toBe(1);
  await deed(merchants[0], "y");
  await writeDueCheckpoints(later(59));
  expect(await number()).toBe(1);
  await writeDueCheckpoints(later(60));
  expect(await number()).toBe(2);
  await writeDueCheckpoints(later(300));
  expect(await number()).toBe(2);
});
