import { randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { insertStanding } from "@/db/queries/standing";
import { insertPerson } from "@/db/queries/users";
import { applications, refusals, sectionAttempts } from "@/db/schema";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex } from "../crypto/tokens";
import type { InsightRange } from "../domain/insight-range";
import { insightTables } from "../domain/insight-tables";
import { exportInsight, merchantBatches, merchantColumns } from "./export-insight";

const week = (day: string, hour = 3) => new Date(`2026-11-${day}T0${hour}:00:00Z`);
const range: InsightRange = { from: "2026-11-02", to: "2026-11-09", kind: null };

let opened: Database;
let ownerId: string;
let staffId: string;

beforeAll(async () => {
  opened = await openTestDatabase();
  const person = (role: "merchant" | "staff", email: string) =>
    insertPerson(opened.db, { role, email, emailIndex: emailIndex(email), name: "Rahasia Sekali" });
  ownerId = await person("merchant", "rahasia@merchant.test");
  staffId = await person("staff", "petugas@staff.test");
});
afterAll(closeTestDatabase);

type Made = Partial<typeof applications.$inferInsert>;
async function merchant(businessName: string, createdAt: Date, made: Made = {}): Promise<string> {
  const id = randomUUID();
  const token = { webhookToken: id, webhookTokenHash: id };
  await opened.db.insert(applications).values({ id, ownerId, businessName, createdAt, ...token, ...made });
  await insertStanding(opened.db, id, "invited", createdAt);
  return id;
}

const actor = () => ({ kind: "staff", userId: staffId }) as const;
const read = (text: string): Record<string, string>[] => parse(text, { bom: true, columns: true });
const taken = async (table: (typeof insightTables)[number], of = range) => {
  const { name, body } = await exportInsight({ actor: actor(), input: { table, range: of } });
  return { name, text: await new Response(body).text() };
};

it("gives every merchant of the range once, in small batches, with dates and durations", async () => {
  const live = await merchant('=HYPERLINK("x")', week("03"), {
    businessType: "PERSONAL",
    state: "submitted",
    submittedAt: week("04"),
    overall: "live",
    dokuBusinessId: "BSN-1",
  });
  await insertStanding(opened.db, live, "draft", week("03", 5));
  await insertStanding(opened.db, live, "in_review", week("04"));
  await insertStanding(opened.db, live, "needs_correction", week("04", 6));
  await insertStanding(opened.db, live, "live", week("05"));
  const sent = { applicationId: live, type: "BUSINESS_BANK", cause: "registration" } as const;
  await opened.db.insert(sectionAttempts).values([
    { ...sent, attempt: 1, sentAt: week("04"), state: "rejected", stateAt: week("04", 6), notes: [] },
    { ...sent, attempt: 2, sentAt: week("04", 8), state: "approved", stateAt: week("05"), notes: [] },
  ]);
  const refusal = { applicationId: live, type: "BUSINESS_BANK", attempt: 1, at: week("04", 6) } as const;
  await opened.db.insert(refusals).values([
    { ...refusal, fingerprint: "a", reason: "ACCOUNT_NOT_FOUND" },
    { ...refusal, fingerprint: "b", reason: "OTHER" },
  ]);
  for (let index = 0; index < 24; index += 1) await merchant(`Toko ${index}`, week("09"));
  await merchant("Toko Lain", week("16"));

  const sizes: number[] = [];
  const ids = new Set<string>();
  for await (const batch of merchantBatches(opened.db, range, 7)) {
    sizes.push(batch.length);
    for (const row of batch) ids.add(String(row.application_id));
  }
  expect(sizes).toEqual([7, 7, 7, 4]);
  expect(ids.size).toBe(25);

  const { name, text } = await taken("merchants");
  expect(name).toBe("insight-merchants-2026-11-02-2026-11-09");
  const rows = read(text);
  expect(Object.keys(rows[0] ?? {})).toEqual(merchantColumns);
  // Half of the credential is in no export.
  expect(merchantColumns.filter((column) => /brand_id|key|secret/.test(column))).toEqual([]);
  expect(rows.map((row) => row.application_id).sort()).toEqual([...ids].sort());
  expect(rows[0]).toMatchObject({
    application_id: live,
    business_name: `'=HYPERLINK("x")`,
    standing: "live",
    invited_week: "2026-11-02",
    submitted_at: "2026-11-04T03:00:00.000Z",
    live_at: "2026-11-05T03:00:00.000Z",
    hours_invited_to_started: "2",
    hours_submitted_to_live: "24",
    first_pass: "no",
    sections_sent: "2",
    sections_refused: "1",
  });
  expect(rows[1]).toMatchObject({ standing: "invited", started_at: "", first_pass: "", sections_sent: "0" });
  expect(text).not.toMatch(/rahasia/i);
});

it("gives each table with the numbers of the page, and narrows to a kind", async () => {
  const funnel = read((await taken("funnel")).text);
  expect(funnel[0]).toEqual({ step: "invited", merchants: "25", percent_of_invited: "100" });
  expect(funnel.find(({ step }) => step === "live")).toMatchObject({ merchants: "1", percent_of_invited: "4" });
  const own = await taken("funnel", { ...range, kind: "PERSONAL" });
  expect(own.name).toBe("insight-funnel-personal-2026-11-02-2026-11-09");
  expect(read(own.text)[0]).toMatchObject({ merchants: "1" });
  expect(read((await taken("merchants", { ...range, kind: "UNKNOWN" })).text)).toHaveLength(24);
  for (const table of insightTables) expect(read((await taken(table)).text).length, table).toBeGreaterThan(0);
});

it("writes down who took what before a byte is read", async () => {
  const asked = async () =>
    (
      await opened.executeSql(
        "select actor_id, application_id, detail from audit_log where action = 'insight.exported' order by position desc",
      )
    ).rows;
  const before = (await asked()).length;
  const { body } = await exportInsight({ actor: actor(), input: { table: "merchants", range } });
  const rows = await asked();
  expect(rows).toHaveLength(before + 1);
  expect(rows[0]).toEqual({
    actor_id: staffId,
    application_id: null,
    detail: { table: "merchants", from: range.from, to: range.to, kind: null },
  });
  await body.cancel();
});
