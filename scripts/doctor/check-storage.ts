import { statfs } from "node:fs/promises";
import { bucketOf, type Env } from "../../lib/env";
import { AppError } from "../../lib/errors";
import { tryStorage } from "../../lib/health/ready";
import { type Storage, storage } from "../../lib/storage/storage";
import { type Finding, found, networkCode, whyUnreachable } from "./finding";
import { foreignFolder, runAsOwner } from "./folder-owner";

const check = "Files";
/** About what thirty merchants upload. */
const littleBytes = 500 * 1024 * 1024;
const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024).toLocaleString("en")} MB`;

/** Writes a small encrypted object, reads it back and removes it; not into a folder of another user's than `uid`. */
export async function checkStorage(
  settings: Env,
  kept: Storage = storage(),
  uid = process.getuid?.(),
): Promise<Finding> {
  const bucket = bucketOf(settings);
  const foreign = bucket ? null : foreignFolder(settings.dataDir, uid);
  if (foreign) return found(check, "skipped", foreign, runAsOwner);
  const where = bucket ? `the bucket ${bucket.bucket}` : settings.dataDir;
  try {
    await tryStorage(kept);
  } catch (error) {
    const cause = error instanceof AppError ? error.cause : error;
    const code = networkCode(cause) ?? (cause instanceof Error ? cause.name : "unknown");
    if (bucket) {
      const todo = "Check S3_ENDPOINT, S3_REGION, the keys, and that the bucket exists and they may write to it.";
      return found(check, "broken", `${where} cannot be used: ${whyUnreachable(cause)} (${code}).`, todo);
    }
    const todo =
      code === "ENOSPC" ? "Make room on that disk." : "Let the user of the portal write there, or set DATA_DIR.";
    return found(check, "broken", `nothing can be kept in ${where} (${code}).`, todo);
  }
  if (bucket) return found(check, "ok", `${where} keeps, gives back and forgets.`);
  const disk = await statfs(settings.dataDir);
  const free = disk.bavail * disk.bsize;
  if (free < littleBytes)
    return found(check, "warn", `only ${megabytes(free)} are left in ${where}.`, "Make room there.");
  return found(check, "ok", `${where} keeps, gives back and forgets; ${megabytes(free)} are free.`);
}
