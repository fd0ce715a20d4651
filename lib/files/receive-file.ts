/** Takes in the bytes of one file and says what they are. */
import { randomUUID } from "node:crypto";
import { sizeText } from "../domain/file-formats";
import type { Requirement } from "../domain/requirements";
import { errorKind, log } from "../log";
import { spoolFolder } from "../storage/remove-stale-spools";
import { readBytes, storage } from "../storage/storage";
import { checkVirus } from "./check-virus";
import { fileFault } from "./file-fault";
import { holdBytes } from "./hold-bytes";
import { type InspectedFile, inspectFile } from "./inspect-file";

/** The refusal of a file that is larger than the requirement allows, with the limit. */
export const tooBig = ({ maxBytes }: Pick<Requirement, "maxBytes">) =>
  fileFault("file.tooBig", { limit: sizeText(maxBytes) });

/** Ends the upload at the limit, so that what is too big is not even received. */
async function* upTo(content: AsyncIterable<Uint8Array>, requirement: Requirement) {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    if (bytes > requirement.maxBytes) throw tooBig(requirement);
    yield chunk;
  }
}

/**
 * Receives into a key of its own and reads back only when all is there: a slow phone holds a few kilobytes of memory,
 * and nothing lies on the disk in clear. `keep` gets the file while it may be in memory; let nothing of its content outlive that.
 * @param whose id of the merchant: one file of each is in memory at a time
 * @throws AppError with a `file.*` key or `storageFull`; whatever the content throws when the connection breaks
 */
export async function receiveFile<T>(
  whose: string,
  content: AsyncIterable<Uint8Array>,
  requirement: Requirement,
  keep: (file: InspectedFile) => Promise<T>,
): Promise<T> {
  const spoolKey = `${spoolFolder}/${randomUUID()}`;
  try {
    await storage().put(spoolKey, upTo(content, requirement));
    return await holdBytes(whose, async () => {
      const bytes = await readBytes(storage(), spoolKey);
      await checkVirus(bytes);
      return await keep(await inspectFile(bytes, requirement));
    });
  } finally {
    // A sweep takes what stays; the file that was kept must not be lost sight of for it.
    await storage()
      .remove(spoolKey)
      .catch((error: unknown) => log.warn("storage.spools-not-removed", { error: errorKind(error) }));
  }
}
