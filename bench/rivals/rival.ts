/** What the servers that ours are compared with share: the same check of the signature, and the plainest table that keeps an event once. */
import { pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { digestOf, verifySignature } from "../../lib/doku/signature";

export const createTable = `create table if not exists hooks (
  id uuid primary key default gen_random_uuid(),
  token text not null, request_id text not null, digest text not null, body text not null,
  received_at timestamptz not null default now(),
  unique (token, request_id, digest))`;

export const hooks = pgTable(
  "hooks",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    token: text("token").notNull(),
    requestId: text("request_id").notNull(),
    digest: text("digest").notNull(),
    body: text("body").notNull(),
    receivedAt: timestamp("received_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [uniqueIndex().on(table.token, table.requestId, table.digest)],
);

/** As many connections as our portal takes. */
export const poolSize = 10;

export type Hook = { token: string; requestId: string; digest: string; body: string };

/** What would be stored, or null when it is not signed with the key. `path` is what was signed. */
export function readHook(
  path: string,
  header: (name: string) => string | null | undefined,
  rawBody: Uint8Array,
): Hook | null {
  const digest = digestOf(rawBody);
  const requestId = header("request-id") ?? "";
  const parts = {
    clientId: header("client-id") ?? "",
    requestId,
    timestamp: header("request-timestamp") ?? "",
    requestTarget: path,
    digest,
  };
  const secretKey = process.env.DOKU_SECRET_KEY ?? "";
  if (!verifySignature(parts, [secretKey], header("signature") ?? "")) return null;
  return { token: path.split("/").at(-1) ?? "", requestId, digest, body: Buffer.from(rawBody).toString("utf8") };
}
