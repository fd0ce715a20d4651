/** The one row of what the partner has set. */
import { eq, type Placeholder, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "../client";
import { partnerSettings } from "../schema";

const only = 1;
/** The version while nobody has set anything. */
const unset = 0;

/** Lets one writer at a time read and change the settings, until the transaction ends. */
export async function lockPartnerSettings(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('partner-settings', 0))`);
}

/** What is set, or null while nobody has set anything. No secret is read here. */
export async function findPartnerSettings(db: Db) {
  const [row] = await db
    .select({
      values: partnerSettings.values,
      logoKey: partnerSettings.logoKey,
      logoType: partnerSettings.logoType,
      version: partnerSettings.version,
      updatedAt: partnerSettings.updatedAt,
    })
    .from(partnerSettings)
    .where(eq(partnerSettings.id, only));
  return row ?? null;
}

/** DOKU's credentials as staff set them, null while the environment's apply, and the version of the settings they are from. */
export async function findPartnerCredentials(db: Db) {
  const [row] = await db
    .select({ credentials: partnerSettings.credentials, version: partnerSettings.version })
    .from(partnerSettings)
    .where(eq(partnerSettings.id, only));
  return row ?? { credentials: null, version: unset };
}

/** Whether the settings are still those of this version, as a condition; null for whatever they are. */
export const isSettingsVersion = (version: Placeholder): SQL =>
  sql`(${version}::int is null or coalesce((select ${partnerSettings.version} from ${partnerSettings} where ${partnerSettings.id} = ${sql.raw(String(only))}), ${sql.raw(String(unset))}) = ${version}::int)`;

type Change = Partial<Pick<typeof partnerSettings.$inferInsert, "values" | "credentials" | "logoKey" | "logoType">>;

/** Changes what is given and raises the version. */
export async function savePartnerSettings(db: Db, change: Change): Promise<void> {
  await db
    .insert(partnerSettings)
    .values({ id: only, ...change })
    .onConflictDoUpdate({
      target: partnerSettings.id,
      set: { ...change, version: sql`${partnerSettings.version} + 1`, updatedAt: new Date() },
    });
}
