import { createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { env } from "../env";
import { keyPurposes } from "./keys";
import { derivedKey, type MasterKey, masterKeys, unwrapKey, wrapKey } from "./master-keys";

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((array) => Buffer.from(array));
const name = fc.stringMatching(/^[\w-]{1,12}$/);
const master = fc.record({ id: name, secret: bytes });
const about = fc.record({ purpose: fc.constantFrom(...keyPurposes), id: name });

it("a wrapped key opens with its master, for what it is, and never else", () => {
  fc.assert(
    fc.property(bytes, about, about, master, master, fc.nat(), (key, own, other, mine, yours, at) => {
      const wrapped = wrapKey(key, own, mine);
      expect(unwrapKey(wrapped, own, mine).equals(key)).toBe(true);
      expect(wrapped).not.toBe(wrapKey(key, own, mine));
      const refuses = (text: string, what: typeof own, by: MasterKey) =>
        expect(() => unwrapKey(text, what, by)).toThrow();
      if (!yours.secret.equals(mine.secret)) refuses(wrapped, own, { ...mine, secret: yours.secret });
      if (yours.id !== mine.id) refuses(wrapped, own, { ...mine, id: yours.id });
      if (other.id !== own.id) refuses(wrapped, { ...own, id: other.id }, mine);
      if (other.purpose !== own.purpose) refuses(wrapped, { ...own, purpose: other.purpose }, mine);
      const [version = "", ...parts] = wrapped.split(".");
      const changed = parts.map((part) => Buffer.from(part, "base64url"));
      const part = changed[at % 3] ?? Buffer.alloc(1);
      const spot = at % part.length;
      part[spot] = (part[spot] ?? 0) ^ (1 << (at % 8));
      refuses([version, ...changed.map((one) => one.toString("base64url"))].join("."), own, mine);
    }),
    { numRuns: 200 },
  );
});

it("the master itself is no key of anything, and each purpose has one of its own", () => {
  const one = { id: "k1", secret: randomBytes(32) };
  const derived = keyPurposes.map((purpose) => derivedKey(one, purpose).toString("hex"));
  expect(new Set([...derived, one.secret.toString("hex")]).size).toBe(keyPurposes.length + 1);
});

it("wraps with what is made of the master, never with the master or with a key that an earlier version made of it", () => {
  const one = { id: "k1", secret: randomBytes(32) };
  const what = { purpose: "fields", id: "a" } as const;
  const [, iv = "", tag = "", body = ""] = wrapKey(randomBytes(32), what, one).split(".");
  const bytes = (part: string) => Buffer.from(part, "base64url");
  const aad = Buffer.from(JSON.stringify(["sambut data key", one.id, what.purpose, what.id]));
  const opens = (key: Buffer) => {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes(iv), { authTagLength: 16 });
    decipher.setAAD(aad).setAuthTag(bytes(tag)).update(bytes(body));
    decipher.final();
  };
  // As it is made, so that the others are refused for their key alone.
  opens(Buffer.from(hkdfSync("sha256", one.secret, "sambut", "wrap data keys", 32)));
  const others = [one.secret, ...keyPurposes.map((purpose) => derivedKey(one, purpose))];
  for (const key of others) expect(() => opens(key)).toThrow();
});

it("are read in the order of the setting", () => {
  const [first, second] = [randomBytes(32), randomBytes(32)];
  const before = env().ENCRYPTION_KEY;
  env().ENCRYPTION_KEY = `k2:${second.toString("base64")}, k1:${first.toString("base64")}`;
  expect(masterKeys()).toEqual([
    { id: "k2", secret: second },
    { id: "k1", secret: first },
  ]);
  env().ENCRYPTION_KEY = before;
});
