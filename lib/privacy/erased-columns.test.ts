import { eq, getTableColumns, getTableName, is } from "drizzle-orm";
import { getTableConfig, type PgColumn, PgTable } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import * as schema from "@/db/schema";
import { kybStage, refuse } from "../testing/kyb-stage";
import { addStaff, sessionOf } from "../testing/staff";
import { eraseMerchant } from "./erase-merchant";

const stage = kybStage();

/** Rows of these go as a whole. */
const deleted = [
  "comments",
  "doku_calls",
  "drafts",
  "invitation_links",
  "mails",
  "requirement_sets",
  "search_keys",
  "sessions",
  "sign_in_attempts",
  "verification_tokens",
  "webhook_events",
];

/** The row stays; what stands here is gone, or became something that tells nothing. */
const emptied = [
  ...["applications.business_name", "applications.brand_name", "applications.hold_reason", "applications.shared_key"],
  ...["applications.webhook_token", "applications.webhook_token_hash", "applications.next_webhook_token"],
  ...["applications.next_webhook_token_hash", "applications.doku_brand_id"],
  ...["users.email", "users.email_index", "users.name", "users.sso_index", "invitations.token_hash"],
  ...["submissions.request_body", "submissions.request_path", "submissions.sent", "submissions.target"],
  ...["kyb_entities.name", "kyb_entities.notes", "section_attempts.notes", "note_reasons.sample"],
  ...["change_requests.reason", "change_requests.answer", "returns.note", "second_opinions.answer"],
  // Of words of the business's name, and of the rows that name the merchant beside others.
  ...["merchant_words.word", "merchant_words.names", "invitation_batches.rows"],
];

/** Columns and whole tables that an erasing leaves as they are, by the reason. */
const staying: Record<string, string[]> = {
  "the kind of business, states and reasons by code: statistics": [
    ...["applications.business_type", "applications.legal_entity", "applications.line", "applications.nationality"],
    ...["applications.standing", "applications.needs", "applications.refused", "applications.reasons"],
    ...["standing_changes", "insight_counts", "refusals.reason", "returns.reasons", "note_reasons.reason"],
    ...["submissions.last_failure", "kyb_entities.raw_status", "second_opinions.types"],
  ],
  "ids of DOKU's and ours: both sides must be able to speak of the same business": [
    ...["applications.doku_business_id", "files.doku_file_id", "submissions.request_id", "submissions.lease_holder"],
    ...["kyb_entities.entity_id", "kyb_entities.ref", "section_attempts.entity_ids", "drifts.entity_id", "replays"],
  ],
  "that there was a file, and what it was for": ["files.slot_id", "files.storage_key", "files.media_type"],
  "keyed hashes of whole texts, and DOKU's code of a reason": [
    ...[
      "second_opinions.content",
      "refusals.fingerprint",
      "note_reasons.fingerprint",
      "note_reasons.doku_code",
      "uses",
    ],
  ],
  "the audit trail holds ids and our own words": [
    "audit_log",
    "audit_heads",
    "audit_checkpoints",
    "audit_checkpoint_heads",
  ],
  "the staff's and the portal's own": [
    ...["saved_views", "second_factors", "recovery_codes", "partner_settings", "doku_breakers", "data_keys"],
  ],
};

const tables = Object.values(schema).flatMap((one): PgTable[] => (is(one, PgTable) ? [one as PgTable] : []));
const tableOf = (name: string) => tables.find((table) => getTableName(table) === name) as PgTable;

/** Whatever can hold words: no number, no moment, no id and none of a few words of ours. */
const wordless = ["PgUUID", "PgTimestamp", "PgInteger", "PgBigInt53", "PgBoolean", "PgDateString"];
const isWordy = ({ columnType, enumValues }: PgColumn) => !wordless.includes(columnType) && !enumValues?.length;

it("knows of every column that can hold somebody's words what becomes of it", () => {
  const known = new Set([...deleted, ...emptied, ...Object.values(staying).flat()]);
  const columns = tables.flatMap((table) =>
    getTableConfig(table)
      .columns.filter(isWordy)
      .map(({ name }) => ({ table: getTableName(table), column: `${getTableName(table)}.${name}` })),
  );
  // A new one is told here: decide whether db/queries/erase.ts empties it, or write down why it stays.
  expect(columns.filter(({ table, column }) => !known.has(table) && !known.has(column))).toEqual([]);
  const real = new Set(columns.flatMap(({ table, column }) => [table, column]));
  expect([...known].filter((name) => !real.has(name))).toEqual([]);
});

const markOf = (column: string) => `zzmark ${column}`;

/** What a column of this kind may hold, with its mark in it. */
function marked(column: string, { columnType }: PgColumn): unknown {
  const mark = markOf(column);
  if (column.endsWith(".notes")) return [{ code: null, field: null, message: mark }];
  return columnType === "PgJsonb" ? { mark, types: [], changeIds: [] } : mark;
}

/** Everything in the database, opened where it is sealed. */
async function dump(): Promise<string> {
  const parts: string[] = [];
  for (const table of tables) {
    const rows = await stage.db().select(getTableColumns(table)).from(table);
    parts.push(...rows.map((row) => `${getTableName(table)}: ${JSON.stringify(row)}`));
  }
  return parts.join("\n");
}

it("empties what it says, and deletes what it says", async () => {
  const admin = await addStaff("Dewi", "admin");
  const merchant = await stage.registered("Warung Seroja");
  const { applicationId } = merchant;
  const { ownerId } = await stage.application(merchant);
  await stage.decide(merchant, refuse("BUSINESS_BANK"));
  const db = stage.db();
  const now = new Date();
  const asked = { applicationId, type: "BUSINESS_BANK", attempt: 1 } as const;
  await db.insert(schema.changeRequests).values({ ...asked, reason: "" });
  await db.insert(schema.returns).values({ ...asked, reasons: [], note: "", returnedBy: admin.userId });
  const opinion = { applicationId, types: [], content: "hash", askedBy: admin.userId };
  await db.insert(schema.secondOpinions).values(opinion);
  await db.insert(schema.comments).values({ applicationId, authorId: admin.userId, body: "zzmark" });
  await db.insert(schema.sessions).values({ tokenHash: "zzmark", userId: ownerId, expiresAt: now });
  await db.insert(schema.verificationTokens).values({ tokenHash: "zzmark", identifier: ownerId, expiresAt: now });
  const emailIndex = markOf("users.email_index");
  await db.insert(schema.signInAttempts).values({ userId: ownerId, emailIndex, expiresAt: now });
  const invited = { applicationId, invitedBy: admin.userId, expiresAt: now };
  const [invitation] = await db.insert(schema.invitations).values(invited).returning({ id: schema.invitations.id });
  const link = { tokenHash: "zzmark", invitationId: invitation?.id ?? "", madeBy: admin.userId };
  await db.insert(schema.invitationLinks).values(link as typeof schema.invitationLinks.$inferInsert);

  const email = "zzmark@merchant.test";
  const rows = [{ line: 2, cells: { email, name: markOf("invitation_batches.rows") }, faults: [] }];
  await db.insert(schema.invitationBatches).values({ madeBy: admin.userId, rows, total: 1 });
  await db.insert(schema.merchantWords).values({ applicationId, word: "zzmark", names: "zzmark" });
  for (const column of emptied.filter((one) => !/^(invitation_batches|merchant_words)\./.test(one))) {
    const [name = "", field] = column.split(".");
    const columns: Record<string, PgColumn> = getTableColumns(tableOf(name));
    const [key, own] = Object.entries(columns).find(([, one]) => one.name === field) as [string, PgColumn];
    const value = column === "users.email" ? email : marked(column, own);
    // Of all other tables the rows are this merchant's alone.
    const only: Record<string, string | undefined> = { users: ownerId, invitations: invitation?.id };
    const whose = only[name] ? eq(columns.id as PgColumn, only[name]) : undefined;
    await db
      .update(tableOf(name))
      .set({ [key]: value })
      .where(whose);
  }

  const before = await dump();
  for (const column of emptied) {
    const [table = ""] = column.split(".");
    const lines = before.split("\n").filter((line) => line.startsWith(`${table}: `));
    expect(lines.join("\n").includes("zzmark"), column).toBe(true);
  }
  for (const table of deleted) expect(before, table).toContain(`${table}: `);

  const typed = markOf("applications.business_name");
  await eraseMerchant({ actor: admin, sessionId: await sessionOf(admin), input: { applicationId, typed } });

  const after = (await dump()).split("\n");
  expect(after.filter((line) => line.toLowerCase().includes("zzmark"))).toEqual([]);
  const theirs = after.filter((line) => !line.includes(admin.userId));
  expect(theirs.filter((line) => deleted.some((table) => line.startsWith(`${table}: `)))).toEqual([]);
});
