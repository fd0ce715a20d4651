/** Codes that an app shows (RFC 6238), and codes to keep for the day without it. */
import { randomInt, type ScryptOptions, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { Secret, TOTP } from "otpauth";

const periodSeconds = 30;
/** A clock may be half a minute off, either way. */
const window = 1;

/** 160 random bits in base32, as RFC 4226 recommends. */
export const newSecret = () => new Secret({ size: 20 }).base32;

// What every app can do: Google's knows no other algorithm.
const totpOf = (secret: string, label?: { issuer: string; account: string }) =>
  new TOTP({
    algorithm: "SHA1",
    digits: 6,
    period: periodSeconds,
    secret,
    ...(label && { issuer: label.issuer, label: label.account }),
  });

/** What an app reads from the picture. It holds the secret. */
export const appAddress = (secret: string, label: { issuer: string; account: string }) =>
  totpOf(secret, label).toString();

/**
 * The time step that a code is of; null for a code that is none of now.
 * @param code six digits
 */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / periodSeconds) + delta;
}

/** Without letters and digits that look alike. */
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz";

/** Ten random characters, about 49 bits: `abcde-fghij`. */
export function newRecoveryCode(): string {
  const characters = Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]);
  return `${characters.slice(0, 5).join("")}-${characters.slice(5).join("")}`;
}

/** As OWASP's cheat sheet on the storage of passwords has it for 16 MB of memory; a tenth of a second. */
const cost: ScryptOptions = { N: 2 ** 14, r: 8, p: 5 };
const stretch = promisify<string, string, number, ScryptOptions, Buffer>(scrypt);

/**
 * A code that is too short to be kept by a quick hash: 256 bits in base64url, after about a tenth of a second in a thread of
 * its own.
 * @param salt what is random and the owner's alone
 */
export const stretchCode = async (code: string, salt: string) =>
  (await stretch(code, salt, 32, cost)).toString("base64url");
