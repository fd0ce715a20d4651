import { newToken } from "../../lib/crypto/tokens";
import { emptyFilter, type QueueFilter, readQueueFilter } from "../../lib/domain/queue-filter";
import type { CallbackType, EntityState } from "../../lib/domain/sections";
import type { Db } from "../client";
import { applications, kybEntities } from "../schema";
import { listMerchants } from "./desk";
import type { Asked } from "./desk-filter";
import { findMatch } from "./desk-search";
import { writeMerchantWords } from "./search";
import { insertPerson } from "./users";

export const now = new Date("2026-11-20T00:00:00Z");
export const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
export const someone = "00000000-0000-4000-8000-000000000001";

type Values = Partial<typeof applications.$inferInsert> & { businessName: string };

let clock = Date.parse("2026-11-01T00:00:00Z");

/** A merchant with whatever the lists look at; each changed a second after the one before. */
export async function insertMerchant(db: Db, values: Values, entities: [CallbackType, EntityState][] = []) {
  const email = `${newToken()}@example.test`;
  const ownerId = await insertPerson(db, { role: "merchant", email, emailIndex: newToken(), name: "Ibu Tini" });
  clock += 1000;
  const secrets = { webhookToken: "t", webhookTokenHash: newToken() };
  const [row] = await db
    .insert(applications)
    .values({ ownerId, state: "submitted", ...secrets, updatedAt: new Date(clock), ...values })
    .returning({ id: applications.id });
  const applicationId = row?.id ?? "";
  await writeMerchantWords(db, applicationId, { brandName: null, needsAt: null, ...values });
  for (const [index, [type, state]] of entities.entries()) {
    const entity = { applicationId, type, entityId: `E-${index}`, state, rawStatus: "X", notes: [] };
    await db.insert(kybEntities).values(entity);
  }
  return applicationId;
}

/** What an address asks for. */
export async function askedBy(db: Db, query: string, more: Partial<QueueFilter> = {}): Promise<Asked> {
  const filter = { ...emptyFilter, ...readQueueFilter(Object.fromEntries(new URLSearchParams(query))).filter, ...more };
  return { filter, me: someone, match: filter.q ? await findMatch(db, filter.q) : null, now };
}

/** The names that an address lists, in its order. */
export async function namesFor(db: Db, query: string): Promise<string[]> {
  return (await listMerchants(db, await askedBy(db, query))).merchants.map(({ businessName }) => businessName);
}
