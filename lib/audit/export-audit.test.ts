import { randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { insertApplication } from "@/db/queries/applications";
import {
  type AuditCursor,
  type AuditFilter,
  auditCursorText,
  listAuditActions,
  listAuditRows,
  readAuditCursor,
} from "@/db/queries/audit-list";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { newToken } from "../crypto/tokens";
import { emitAudit, emitStaffAudit } from "./emit";
import { exportAudit } from "./export-audit";

let opened: Database;
let staffId: string;
let merchantId: string;
const any: AuditFilter = { actorId: null, action: null, applicationId: null, from: null, to: null };

beforeAll(async () => {
  opened = await openTestDatabase();
  const person = (role: "merchant" | "staff", name: string) =>
    insertPerson(opened.db, { role, email: "a@example.test", emailIndex: randomUUID(), name });
  staffId = await person("staff", "Rina");
  const ownerId = await person("merchant", "Sari Dewi");
  const secrets = { webhookToken: newToken(), webhookTokenHash: newToken() };
  merchantId = await insertApplication(opened.db, { ownerId, businessName: '=HYPERLINK("x")', ...secrets });
  const actor = { kind: "staff", userId: staffId } as const;
  const merchant = { kind: "merchant", userId: ownerId, applicationId: merchantId } as const;
  await opened.db.transaction(async (tx) => {
    // One moment for several rows, as within one transaction.
    for (let part = 0; part < 7; part += 1) {
      await emitAudit(tx, { applicationId: merchantId, actor: merchant, action: "part.completed", detail: { part } });
    }
    await emitAudit(tx, { applicationId: merchantId, actor, action: "merchant.invited" });
    await emitStaffAudit(tx, { actor, action: "team.invited", detail: { role: "reviewer" } });
  });
});
afterAll(closeTestDatabase);

async function pages(filter: AuditFilter, limit: number): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: AuditCursor | null = null; ; ) {
    const { rows, next } = await listAuditRows(opened.db, filter, cursor, limit);
    seen.push(...rows.map(({ chain, position }) => `${chain} ${position}`));
    if (!next) return seen;
    cursor = readAuditCursor(auditCursorText(next));
    expect(cursor).toEqual(next);
  }
}

it("pages neither skip nor repeat, also where many rows share a moment", async () => {
  const all = await pages(any, 100);
  expect(all).toHaveLength(9);
  expect(await pages(any, 2)).toEqual(all);
});

it("narrows down to a member, an action, a merchant and a time", async () => {
  expect(await pages({ ...any, actorId: staffId }, 3)).toHaveLength(2);
  expect(await pages({ ...any, action: "part.completed" }, 3)).toHaveLength(7);
  expect(await pages({ ...any, applicationId: merchantId }, 3)).toHaveLength(8);
  expect(await pages({ ...any, applicationId: merchantId, actorId: staffId }, 3)).toEqual(["merchant 8"]);
  expect(await pages({ ...any, to: new Date(Date.now() - 3_600_000) }, 3)).toEqual([]);
  expect(await pages({ ...any, from: new Date(Date.now() - 3_600_000) }, 3)).toHaveLength(9);
});

it("names members of staff and never merchants' people, and lists each kind of action once", async () => {
  const { rows } = await listAuditRows(opened.db, any, null);
  expect(new Set(rows.map(({ staffName }) => staffName))).toEqual(new Set(["Rina", null]));
  expect(await listAuditActions(opened.db)).toEqual(["merchant.invited", "part.completed", "team.invited"]);
});

it.each([
  "",
  "x",
  "2026-02-30T00:00:00.000000Z_00000000-0000-0000-0000-000000000000_1",
  "2026-02-20T00:00:00.000000Z_0_1",
])("a cursor made by hand is none: %s", (text) => expect(readAuditCursor(text)).toBeNull());

it("exports what the filter shows, runs no formula, and is part of the trail itself", async () => {
  const actor = { kind: "staff", userId: staffId } as const;
  const file = async (filter: AuditFilter) =>
    parse<Record<string, string>>(await new Response(await exportAudit({ actor, filter, limit: 2 })).text(), {
      bom: true,
      columns: true,
    });
  const rows = await file({ ...any, applicationId: merchantId });
  expect(rows).toHaveLength(8);
  expect(rows.every((row) => row.business_name === `'=HYPERLINK("x")`)).toBe(true);
  expect(rows[0]).toMatchObject({ action: "merchant.invited", staff_name: "Rina", chain: "merchant", position: "8" });
  expect(JSON.parse(rows.at(-1)?.detail ?? "")).toEqual({ part: 0 });
  expect(JSON.stringify(rows)).not.toContain("Sari");
  const kept = await listAuditRows(opened.db, { ...any, applicationId: merchantId }, null);
  const hashes = kept.rows.map(({ previousHash, hash }) => [
    previousHash && `sha256:${previousHash}`,
    `sha256:${hash}`,
  ]);
  expect(rows.map((row) => [row.previous_hash, row.hash])).toEqual(hashes);
  expect(hashes.at(-1)?.[0]).toBe("");
  const [own] = (await listAuditRows(opened.db, { ...any, action: "audit.exported" }, null)).rows;
  expect(own).toMatchObject({ chain: "staff", actorId: staffId, detail: { merchant: merchantId } });
});
