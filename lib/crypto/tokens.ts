/** Secrets that travel (links, codes, webhook tokens) and the one-way forms that are stored. */
import { createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { blindIndexKey } from "./keys";

/** An unguessable token: 256 random bits in base64url, 43 characters. */
export const newToken = () => randomBytes(32).toString("base64url");

/** A six-digit code for people to paste; only safe together with an attempt limit. */
export const newCode = () => String(randomInt(0, 1_000_000)).padStart(6, "0");

/** Keyed hash of a value for equality search without keeping the value. `use` keeps kinds apart. */
export function blindIndex(value: string, use: string): string {
  return createHmac("sha256", blindIndexKey()).update(`${use}\n${value}`).digest("base64url");
}

/** The form in which a token or code is stored. */
export const hashToken = (token: string) => blindIndex(token, "token");

/** Constant-time comparison of two stored hashes. */
export function sameHash(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Blind index of an e-mail address; addresses are compared in lower case. */
export const emailIndex = (email: string) => blindIndex(email.trim().toLowerCase(), "email");
