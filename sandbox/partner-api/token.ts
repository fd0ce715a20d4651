/** Bearer tokens for uploads: RS256, with `exp` and `iat` in seconds (contract section 6). */
import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Sandbox } from "@/sandbox/context";
import type { Outcome, SignedCall } from "./calls";
import { faultOf } from "./errors";
import { faultsOf } from "./registration-schema";

const algorithm = "RS256";
/** What a token lives when the caller asks for nothing; the longest that may be asked for is a day. */
const defaultMinutes = 5;

const tokenRequest = z.object({
  grant_type: z.literal("client_credentials"),
  valid_time: z
    .string({ error: "must be a string of minutes" })
    .regex(/^\d{1,4}$/, "must be a string of minutes")
    .refine((minutes) => Number(minutes) >= 1 && Number(minutes) <= 1440, "must be between 1 and 1440 minutes")
    .optional(),
});

/** The key pair of this sandbox, made once and kept, so that tokens outlive a restart. */
async function keyPair(sandbox: Sandbox) {
  const { state } = sandbox.store;
  if (!state.keyPair) {
    const fresh = await generateKeyPair(algorithm, { extractable: true });
    const [privateJwk, publicJwk] = [await exportJWK(fresh.privateKey), await exportJWK(fresh.publicKey)];
    state.keyPair ??= { privateJwk, publicJwk };
  }
  return state.keyPair;
}

/** Generate token. */
export async function generateToken(sandbox: Sandbox, call: SignedCall): Promise<Outcome> {
  const parsed = tokenRequest.safeParse(call.json);
  if (!parsed.success) return faultOf("parameters", faultsOf(parsed.error));
  const { privateJwk } = await keyPair(sandbox);
  const minutes = Number(parsed.data.valid_time ?? defaultMinutes);
  const issuedAt = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({ user: { businessServiceClientId: sandbox.options.clientId } })
    .setProtectedHeader({ alg: algorithm })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + minutes * 60)
    .sign(await importJWK(privateJwk, algorithm));
  return { status: 200, body: { token } };
}

/** Whether an Authorization header carries a token of ours that has not run out. */
export async function holdsToken(sandbox: Sandbox, authorization: string | undefined): Promise<boolean> {
  const token = authorization?.match(/^Bearer (\S+)$/)?.[1];
  if (!token) return false;
  const { publicJwk } = await keyPair(sandbox);
  const key = await importJWK(publicJwk, algorithm);
  return jwtVerify(token, key, { algorithms: [algorithm], requiredClaims: ["exp"] }).then(
    () => true,
    () => false,
  );
}
