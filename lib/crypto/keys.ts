/** Keys derived from ENCRYPTION_KEY (`id:base64`), one per use, so that no key serves two purposes. */
import { hkdfSync } from "node:crypto";
import { env } from "../env";

export type SealingKey = { id: string; key: Buffer };

let derived: { sealing: SealingKey; blindIndex: Buffer; files: Buffer; audit: Buffer } | undefined;

function keys() {
  if (derived) return derived;
  const [id = "", secret = ""] = env().ENCRYPTION_KEY.split(":");
  const from = (use: string) => Buffer.from(hkdfSync("sha256", Buffer.from(secret, "base64"), "sambut", use, 32));
  derived = {
    sealing: { id, key: from("fields") },
    blindIndex: from("blind-index"),
    files: from("files"),
    audit: from("audit-checkpoints"),
  };
  return derived;
}

export const sealingKey = () => keys().sealing;
export const blindIndexKey = () => keys().blindIndex;
export const fileKey = () => keys().files;
/** 32 bytes from which the pair of keys is made that signs the checkpoints of the audit trail. */
export const auditSeed = () => keys().audit;
