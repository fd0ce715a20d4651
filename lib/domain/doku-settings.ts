/** The partner's account at DOKU as an admin types it, and what a connection test may find. */
import { z } from "zod";
import { cleanText } from "./fields/clean-text";

/** DOKU's own addresses (contract section 2). */
export const dokuAddresses = {
  sandbox: "https://api-uat.doku.com",
  production: "https://api.doku.com",
} as const;
export const dokuEnvironments = ["sandbox", "production", "own"] as const;
export type DokuEnvironment = (typeof dokuEnvironments)[number];

/** Which of DOKU's environments an address is. */
export function environmentOf(baseUrl: string): DokuEnvironment {
  if (baseUrl === dokuAddresses.sandbox) return "sandbox";
  return baseUrl === dokuAddresses.production ? "production" : "own";
}

const ownMachine = ["localhost", "127.0.0.1", "[::1]"];

/** Whether an address leads to the machine that asks. */
export const isOwnMachine = (address: string): boolean => ownMachine.includes(new URL(address).hostname);

/** Scheme and host alone: everything that is signed and sent goes there, so it is encrypted unless it stays on this machine. */
function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, pathname, search, hash, username, password, origin } = new URL(text);
  if (pathname !== "/" || search || hash || username || password) return null;
  const isSafe = protocol === "https:" || (protocol === "http:" && ownMachine.includes(hostname));
  return isSafe ? origin : null;
}

const ownAddressSchema = z.string().transform((text, context) => {
  const origin = originOf(text.trim());
  if (origin !== null) return origin;
  context.issues.push({ code: "custom", message: "settings.dokuAddress", input: text });
  return z.NEVER;
});

const maxLength = 200;
const pasted = z.string().overwrite(cleanText).max(maxLength, "settings.dokuPasted");
const withoutSpaces = (schema: typeof pasted) => schema.regex(/^[\x21-\x7e]*$/, "settings.dokuPasted");

/** `secretKey` and `nextSecretKey` empty: as they are. */
const fields = {
  clientId: withoutSpaces(pasted).min(1, "required"),
  secretKey: withoutSpaces(pasted),
  nextSecretKey: withoutSpaces(pasted),
  /** Forgets the second key. */
  dropNext: z.boolean(),
};

export const dokuAccountSchema = z
  .discriminatedUnion("environment", [
    z.object({ environment: z.literal("sandbox"), address: z.string(), ...fields }),
    z.object({ environment: z.literal("production"), address: z.string(), ...fields }),
    z.object({ environment: z.literal("own"), address: ownAddressSchema, ...fields }),
  ])
  .transform(({ environment, address, ...rest }) => ({
    baseUrl: environment === "own" ? address : dokuAddresses[environment],
    ...rest,
  }));
export type DokuAccountInput = z.input<typeof dokuAccountSchema>;
export type DokuAccountChange = z.output<typeof dokuAccountSchema>;

/** `anyway`: kept although the test found something. */
export const saveDokuSchema = z.object({ account: dokuAccountSchema, anyway: z.boolean() });

/**
 * good · wrong_key: DOKU does not know this pair · clock: the clocks differ by more than DOKU takes · refused: it answers,
 * and not with a token · not_doku: what answers there is not DOKU · busy · slow: no answer in time · unreachable
 */
export const connectionOutcomes = [
  "good",
  "wrong_key",
  "clock",
  "refused",
  "not_doku",
  "busy",
  "slow",
  "unreachable",
] as const;
export type ConnectionOutcome = (typeof connectionOutcomes)[number];

/** `clockSeconds`: how far DOKU's clock is ahead of ours; null when it did not say. */
export type Connection = { outcome: ConnectionOutcome; tookMs: number; clockSeconds: number | null };

/** Clocks that differ by more than this may be why DOKU refuses, in seconds. */
export const clockLimitSeconds = 240;
/** From here on a difference is worth a word, in seconds. */
export const clockNoteSeconds = 30;
