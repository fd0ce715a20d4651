/** Field encryption: AES-256-GCM, `v1.<key id>.<iv>.<tag>.<ciphertext>` in base64url, bound to the column it is for. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { openingKey, sealingKey } from "./keys";

/**
 * Encrypts a text.
 * @param context the column, e.g. `users.email`: a value moved to another column does not open
 */
export function seal(plain: string, context: string): string {
  const { id, key } = sealingKey("fields");
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return sealedStart(id) + [iv, cipher.getAuthTag(), body].map((part) => part.toString("base64url")).join(".");
}

/** What every value begins with that was sealed under this key. */
export const sealedStart = (keyId: string) => `v1.${keyId}.`;

/** @throws Error when it was sealed with a key that this process does not know */
function partsOf(sealed: string) {
  const [version, id = "", iv = "", tag = "", body = ""] = sealed.split(".");
  const known = version === "v1" ? openingKey("fields", id) : null;
  if (!known) throw new Error(`A stored value was encrypted with the key "${id}", which is not among the data keys.`);
  const bytes = (part: string) => Buffer.from(part, "base64url");
  return { key: known.key, iv: bytes(iv), tag: bytes(tag), body: bytes(body) };
}

function open({ key, iv, tag, body }: ReturnType<typeof partsOf>, context: string): string {
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: 16 })
    .setAAD(Buffer.from(context))
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
}

/** Decrypts what `seal` made for the same context. Throws when the key, the context or a byte differs. */
export function unseal(sealed: string, context: string): string {
  return open(partsOf(sealed), context);
}

/** The same, but null when the context or a byte differs: the key is right, and no other will ever open it. */
export function unsealUndamaged(sealed: string, context: string): string | null {
  const parts = partsOf(sealed);
  try {
    return open(parts, context);
  } catch {
    return null;
  }
}
