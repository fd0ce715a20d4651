/**
 * How checkpoints are signed: Ed25519, with a key made from ENCRYPTION_KEY, which is not in the database. Whoever can write
 * to the database alone cannot sign, and the public key lets an outsider verify a copy without being able to sign either.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { auditSeed } from "../crypto/keys";

export type Head = { chain: string; chainId: string; position: number; hash: string };
export type CheckpointFacts = { number: number; at: Date; heads: number; digest: string };

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const pkcs8Start = Buffer.from("302e020100300506032b657004220420", "hex");

function privateKey(): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Start, auditSeed()]), format: "der", type: "pkcs8" });
}

/** For verifying; its PEM may be given to anybody. */
export const checkpointKey = (): KeyObject => createPublicKey(privateKey());

/** One hash over heads, added one by one in the order of chain and id. */
export function headsDigest() {
  const hash = createHash("sha256");
  return {
    add: ({ chain, chainId, position, hash: ofHead }: Head) => {
      hash.update(`${JSON.stringify([chain, chainId, position, ofHead])}\n`);
    },
    end: () => hash.digest("base64url"),
  };
}

/** What is signed. The signature before is part of it, so that one checkpoint proves every one before it. */
function signedText({ number, at, heads, digest }: CheckpointFacts, before: string): Buffer {
  return Buffer.from(JSON.stringify(["sambut audit checkpoint", number, at.toISOString(), heads, digest, before]));
}

/** @param before the signature of the checkpoint before, "" for the first */
export function signCheckpoint(facts: CheckpointFacts, before: string): string {
  return sign(null, signedText(facts, before), privateKey()).toString("base64url");
}

export function isSigned(facts: CheckpointFacts, before: string, signature: string, key: KeyObject): boolean {
  return verify(null, signedText(facts, before), key, Buffer.from(signature, "base64url"));
}
