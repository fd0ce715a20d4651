/** The master keys of ENCRYPTION_KEY (`id:base64`, several with commas): the first one wraps data keys, the others only open. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { encryptionKeySetting } from "../env";
import type { KeyPurpose } from "./keys";

export type MasterKey = { id: string; secret: Buffer };
/** What a data key is: part of what its wrapping authenticates, so that none can stand in for another. */
type About = { purpose: KeyPurpose; id: string };

/** In the order of the setting, which lib/env has checked. */
export function masterKeys(): [MasterKey, ...MasterKey[]] {
  const read = (entry: string): MasterKey => {
    const [id = "", secret = ""] = entry.trim().split(":");
    return { id, secret: Buffer.from(secret, "base64") };
  };
  const [first = "", ...others] = encryptionKeySetting().split(",");
  return [read(first), ...others.map(read)];
}

const derive = (master: MasterKey, use: string): Buffer =>
  Buffer.from(hkdfSync("sha256", master.secret, "sambut", use, 32));

/** Never the master itself: versions before data keys had a table derived theirs from it. */
const wrappingKey = (master: MasterKey) => derive(master, "wrap data keys");
const extraOf = (master: MasterKey, { purpose, id }: About) =>
  Buffer.from(JSON.stringify(["sambut data key", master.id, purpose, id]));

/** A data key as the database keeps it: `v1.<iv>.<tag>.<ciphertext>`, AES-256-GCM under the master. */
export function wrapKey(key: Buffer, about: About, master: MasterKey): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", wrappingKey(master), iv).setAAD(extraOf(master, about));
  const body = Buffer.concat([cipher.update(key), cipher.final()]);
  return ["v1", ...[iv, cipher.getAuthTag(), body].map((part) => part.toString("base64url"))].join(".");
}

/** Throws when the master, a byte, or what the key is for differs. */
export function unwrapKey(wrapped: string, about: About, master: MasterKey): Buffer {
  const [version, iv = "", tag = "", body = ""] = wrapped.split(".");
  if (version !== "v1") throw new Error("A data key is wrapped in a way that this release does not know");
  const bytes = (part: string) => Buffer.from(part, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", wrappingKey(master), bytes(iv), { authTagLength: 16 })
    .setAAD(extraOf(master, about))
    .setAuthTag(bytes(tag));
  return Buffer.concat([decipher.update(bytes(body)), decipher.final()]);
}

const derivedUses = { fields: "fields", index: "blind-index", files: "files", audit: "audit-checkpoints" } as const;

/** The key that versions before data keys had a table made of the master: what they left is sealed with it. */
export const derivedKey = (master: MasterKey, purpose: KeyPurpose): Buffer => derive(master, derivedUses[purpose]);
