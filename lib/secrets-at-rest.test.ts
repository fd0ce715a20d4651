import { getTableName, is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { TOTP } from "otpauth";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { updateApplication } from "@/db/queries/applications";
import { findLiveSession } from "@/db/queries/sessions";
import { findWebhookTokens } from "@/db/queries/webhook-tokens";
import * as schema from "@/db/schema";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { authOptions } from "./auth";
import { hashToken } from "./crypto/tokens";
import { copyInvitation } from "./desk/copy-invitation";
import { inviteMerchant } from "./desk/invite-merchant";
import { sendInvitationMail } from "./desk/send-invitation-mail";
import { startJobs, stopWorkers } from "./jobs/queue";
import { changeCallbackAddress } from "./kyb/callback-address";
import { closeMail } from "./mail/send-mail";
import { openTestMailbox, type TestMailbox } from "./mail/test-mailbox";
import { requestSignIn } from "./sign-in/request-sign-in";
import { offerOtherCodes, readOfferedFactor, readOwnFactor, setUpFactor } from "./sign-in/second-factor";
import { sendSignInMail } from "./sign-in/send-sign-in-mail";
import { startConfirmation } from "./sign-in/start-attempt";
import { inviteMember } from "./team/invite-member";
import { sendTeamMail } from "./team/send-team-mail";
import { addStaff } from "./testing/staff";

/**
 * Every column whose name speaks of a secret, and how what it holds is kept. A new one fails here until it stands in this
 * list, and its secret is made below.
 */
const columns: Record<string, "hash" | "sealed" | "no secret"> = {
  "applications.webhook_token": "sealed",
  "applications.webhook_token_hash": "hash",
  "applications.next_webhook_token": "sealed",
  "applications.next_webhook_token_hash": "hash",
  "applications.shared_key": "sealed",
  "invitations.token_hash": "hash",
  "invitation_links.token_hash": "hash",
  "recovery_codes.code_hash": "hash",
  "second_factors.secret": "sealed",
  "second_factors.offered_codes": "sealed",
  "sessions.token_hash": "hash",
  "sign_in_attempts.link_hash": "hash",
  "sign_in_attempts.code_hash": "hash",
  "verification_tokens.token_hash": "hash",
  "webhook_events.token_hash": "hash",
  "data_keys.wrapped": "sealed",
  // Names of files, words of DOKU's, counters, indexes of what is looked for, and the chain of the audit trail.
  "files.storage_key": "no secret",
  "partner_settings.logo_key": "no secret",
  "requirement_sets.kind_key": "no secret",
  "insight_counts.key": "no secret",
  "note_reasons.doku_code": "no secret",
  "search_keys.key": "no secret",
  "sign_in_attempts.wrong_codes": "no secret",
  "uses.key": "no secret",
  "audit_log.hash": "no secret",
  "audit_log.previous_hash": "no secret",
  "audit_heads.hash": "no secret",
  "audit_checkpoint_heads.hash": "no secret",
};
const forms = { hash: /^[\w-]{43}$/, sealed: /^v1\.[\w-]+\./ };
/** Those that nothing below fills: a callback, and a credential of DOKU's. */
const unfilled = ["webhook_events.token_hash", "applications.shared_key"];

let opened: Database;
let mailbox: TestMailbox;
/** All that was ever told to anybody, by what it is. */
const told = new Map<string, string>();

const device = { browser: null, system: null };
const mailed = async (email: string) => {
  const { text } = await mailbox.next(email);
  const token = /\/(?:link|invitation)\/([\w-]{43})/.exec(text)?.[1];
  const code = /\b\d{3} \d{3}\b/.exec(text)?.[0].replace(" ", "");
  return { token: token ?? "", code: code ?? "" };
};

beforeAll(async () => {
  mailbox = await openTestMailbox();
  process.env.SMTP_URL = mailbox.url;
  opened = await openTestDatabase();
  await startJobs();

  const admin = await addStaff("Sari", "admin");
  const { adapter, session } = authOptions({ device, isTrusted: false });
  const first = (await session?.generateSessionToken?.()) ?? "";
  await adapter?.createSession?.({ sessionToken: first, userId: admin.userId, expires: new Date() });
  const sessionId = (await findLiveSession(opened.db, hashToken(first), new Date()))?.sessionId ?? "";
  const minted = { token: "minted-within-one-request", identifier: admin.userId, expires: new Date() };
  await adapter?.createVerificationToken?.(minted);
  told.set("session", first).set("minted", minted.token);

  const { attemptId } = await requestSignIn({ input: { email: admin.email }, source: "203.0.113.7" });
  await sendSignInMail({ attemptId });
  const signIn = await mailed(admin.email);
  const confirmation = await startConfirmation(admin.userId);
  await sendSignInMail(confirmation);
  const again = await mailed(admin.email);
  told.set("sign-in link", signIn.token).set("sign-in code", signIn.code).set("code of a proof", again.code);

  const own = { userId: admin.userId, sessionId };
  const offered = await readOfferedFactor(own);
  const code = new TOTP({ secret: offered?.secret ?? "" }).generate();
  const renewed = await setUpFactor({ actor: admin, sessionId, input: { code } });
  await opened.executeSql("update sessions set confirmed_at = now() where id = $1", [sessionId]);
  await offerOtherCodes({ actor: admin, sessionId });
  const others = (await readOwnFactor(admin.userId)).offered ?? [];
  told.set("seed of an app", offered?.secret ?? "").set("session after the second step", renewed.token);
  for (const one of [...(offered?.codes ?? []), ...others]) told.set(`recovery code ${told.size}`, one);

  const email = "dewi@partner.test";
  const member = { name: "Dewi", email, role: "viewer", locale: "id" } as const;
  await sendTeamMail({ userId: (await inviteMember({ actor: admin, sessionId, input: member })).memberId });
  told.set("link to a new member", (await mailed(email)).token);

  const merchant = { name: "Budi", email: "budi@toko.test", phone: "81234567890", businessName: "Kedai" };
  const invited = await inviteMerchant({ actor: admin, input: { ...merchant, locale: "id" } });
  const { applicationId } = invited;
  await sendInvitationMail(invited);
  told.set("invitation", (await mailed(merchant.email)).token);
  const { url } = await copyInvitation({ actor: admin, input: { applicationId } });
  told.set("copied invitation", url.split("/").at(-1) ?? "");
  await updateApplication(opened.db, applicationId, { dokuBusinessId: "BSN-1" });
  await changeCallbackAddress({ actor: admin, sessionId, input: { applicationId } });
  const callbacks = await findWebhookTokens(opened.db, applicationId);
  told.set("callback address", callbacks?.present ?? "").set("next callback address", callbacks?.next ?? "");
});
afterAll(async () => {
  closeMail();
  await Promise.all([stopWorkers(), mailbox.close()]);
  await closeTestDatabase();
});

type Row = Record<string, unknown>;
const rowsOf = async (sql: string) => (await opened.executeSql(sql)).rows as Row[];

/** Every row of every table, the job queue's too, by table. */
async function dump(): Promise<Map<string, Row[]>> {
  const tables = await rowsOf(
    "select table_schema as of, table_name as name from information_schema.tables where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'",
  );
  const read = async ({ of, name }: Row) => {
    const rows = await rowsOf(`select to_jsonb(t) as row from "${of}"."${name}" t`);
    return [String(name), rows.map(({ row }) => row as Row)] as const;
  };
  const found = new Map<string, Row[]>();
  for (const table of tables) found.set(...(await read(table)));
  return found;
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return value && typeof value === "object" ? Object.values(value).flatMap(textsIn) : [];
}

it("holds no token, code or secret that was ever told to anybody as it is", async () => {
  expect([...told].filter(([, secret]) => secret.length < 6)).toEqual([]);
  expect(new Set(told.values()).size).toBe(told.size);
  expect(told.size).toBe(32);
  const tables = await dump();
  expect(tables.get("job")?.length).toBeGreaterThan(3);
  const texts = [...tables].flatMap(([table, rows]) => textsIn(rows).map((text) => [table, text] as const));
  // Six digits stand in many a time by chance, so a code has to stand alone.
  const holds = (text: string, secret: string) =>
    /^\d{6}$/.test(secret)
      ? !/^\d{4}-\d\d-\d\d/.test(text) && new RegExp(`(?<![\\w.-])${secret}(?![\\w.-])`).test(text)
      : text.includes(secret);
  const found = [...told].flatMap(([what, secret]) =>
    texts.flatMap(([table, text]) => (holds(text, secret) ? `${what} in ${table}` : [])),
  );
  expect(found).toEqual([]);
});

it("has no column for a secret that is not known here, and each is kept as it says", async () => {
  const all = Object.values(schema)
    .filter((one) => is(one, PgTable))
    .flatMap((table) => getTableConfig(table).columns.map(({ name }) => `${getTableName(table)}.${name}`));
  const telling = /token|code|secret|link|otp|nonce|salt|pass|verifier|wrapped$|(^|_)key$|hash$/;
  const named = all.filter((column) => telling.test(column.split(".")[1] ?? ""));
  expect(named.sort()).toEqual(Object.keys(columns).sort());

  const tables = await dump();
  for (const [column, how] of Object.entries(columns)) {
    if (how === "no secret") continue;
    const [table = "", name = ""] = column.split(".");
    const values = (tables.get(table) ?? []).map((row) => row[name]).filter((value) => value !== null);
    if (!unfilled.includes(column)) expect(values.length, column).toBeGreaterThan(0);
    for (const value of values) expect(value, column).toMatch(forms[how]);
  }
});
