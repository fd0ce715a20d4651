import type { Database } from "../../db/client";
import { requireKeys } from "../../db/data-keys";
import { hasDataKeys, listDataKeys, type WrappedKey } from "../../db/queries/data-keys";
import { masterKeys } from "../../lib/crypto/master-keys";
import { type Finding, found } from "./finding";

const check = "Encryption keys";
const dayMs = 24 * 3_600_000;

const quoted = (ids: readonly string[]) => ids.map((id) => `"${id}"`).join(", ");

function ageOf({ purpose, createdAt }: WrappedKey, now: number): string {
  const days = Math.floor((now - createdAt.getTime()) / dayMs);
  return `${purpose} ${days === 1 ? "1 day" : `${days} days`}`;
}

/** Keys by purpose and age, a rotation that is not finished, and masters that nothing needs any more. */
export function keyFindings(keys: readonly WrappedKey[], masters: readonly string[], now = Date.now()): Finding[] {
  const inUse = keys.filter(({ retiredAt }) => retiredAt === null);
  const wrapping = [...new Set(keys.map(({ wrappedBy }) => wrappedBy))];
  const newest = new Map(inUse.map((key) => [key.purpose, key]));
  const ages = [...newest.values()].map((key) => ageOf(key, now)).join(", ");
  const findings = [found(check, "ok", `they open with ${quoted(wrapping)} of ENCRYPTION_KEY. Age: ${ages}.`)];
  const first = masters.slice(0, 1);
  if (inUse.length > newest.size || wrapping.some((id) => !first.includes(id))) {
    const says = "some are not yet under the newest key: a rotation was begun or is wanted, and is not finished.";
    findings.push(found(check, "warn", says, "Run npm run keys:rotate; it goes on where it was."));
  }
  const needless = masters.filter((id) => !wrapping.includes(id) && !first.includes(id));
  if (needless.length > 0) {
    const todo = "Take it out of the setting of every portal and worker, and keep it as long as backups from before.";
    findings.push(found(check, "warn", `${quoted(needless)} in ENCRYPTION_KEY is needed no more.`, todo));
  }
  return findings;
}

/** Looks at the data keys of a database that is open. */
export async function checkKeys(opened: Database): Promise<Finding[]> {
  try {
    if (!(await requireKeys(opened))) return [found(check, "ok", "nothing is encrypted yet.")];
  } catch (error) {
    return [found(check, "broken", error instanceof Error ? error.message : "they could not be tried.")];
  }
  const keys = (await hasDataKeys(opened.executeSql)) ? await listDataKeys(opened.db) : [];
  if (keys.length > 0)
    return keyFindings(
      keys,
      masterKeys().map(({ id }) => id),
    );
  return [found(check, "ok", "they open what the database holds; the next start gives each a row of its own.")];
}
