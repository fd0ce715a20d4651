/** Whose folder DATA_DIR is: what another user writes there, root above all, the portal could not write to any more. */
import { statSync } from "node:fs";
import { join } from "node:path";

/** What the portal has made says more about its user than the folder that it was given. */
const ownerOf = (dataDir: string): number | undefined =>
  [join(dataDir, "database"), join(dataDir, "files"), dataDir]
    .map((path) => statSync(path, { throwIfNoEntry: false })?.uid)
    .find((uid) => uid !== undefined);

/**
 * Why nothing may be written there by this user, with a name to run as; null when something may.
 * @param uid undefined where the system has no such ids
 */
export function foreignFolder(dataDir: string, uid: number | undefined): string | null {
  const owner = ownerOf(dataDir);
  if (uid === undefined || uid === owner) return null;
  if (owner !== undefined)
    return `${dataDir} belongs to another user (${owner}), and files of ours would be in the way there.`;
  return uid === 0 ? `${dataDir} is not there yet, and made by root it would be in the portal's way.` : null;
}

export const runAsOwner = "Run the doctor as the user of the portal.";
