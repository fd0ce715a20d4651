/** Staff come in from the provider of single sign-on (OpenID Connect): authorization code, PKCE, state and nonce. */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import { z } from "zod";
import { database } from "@/db/client";
import { bindSso, findStaffByEmailIndex } from "@/db/queries/sso";
import { blindIndex, emailIndex } from "../crypto/tokens";
import { env } from "../env";
import { AppError } from "../errors";
import { paths } from "../paths";
import { noteTry } from "./note-try";

const timeoutSeconds = 10;
const rememberMs = 3600_000;

type Known = { config: Configuration; at: number };
const shared = globalThis as typeof globalThis & { sambutSso?: Known };

/** What the button says, or null where there is no single sign-on. */
export const ssoLabel = (): string | null => (env().OIDC_ISSUER ? env().OIDC_LABEL : null);

/** The provider's own description of itself, asked for once an hour. @throws what openid-client throws · AppError not_found */
async function provider(): Promise<Configuration> {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID) throw new AppError("not_found", "notFound");
  const known = shared.sambutSso;
  if (known && Date.now() - known.at < rememberMs) return known.config;
  // Left alone, openid-client trusts whatever comes over TLS from the provider, and looks at no signature.
  const execute = [enableNonRepudiationChecks];
  // The settings allow plain http for a provider on this very machine alone.
  if (OIDC_ISSUER.startsWith("http://")) execute.push(allowInsecureRequests);
  const options = { execute, timeout: timeoutSeconds };
  const config = await discovery(new URL(OIDC_ISSUER), OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, undefined, options);
  shared.sambutSso = { config, at: Date.now() };
  return config;
}

/** What this browser must bring back, to be kept where nobody else can set or read it. */
export const startedSsoSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });
export type StartedSso = z.infer<typeof startedSsoSchema>;

/** Where to send the browser. @throws what openid-client throws when the provider does not answer · AppError not_found */
export async function startSso(): Promise<{ href: string; started: StartedSso }> {
  const config = await provider();
  const started = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
  const url = buildAuthorizationUrl(config, {
    redirect_uri: `${env().APP_URL}${paths.ssoCallback}`,
    scope: "openid email",
    state: started.state,
    nonce: started.nonce,
    code_challenge: await calculatePKCECodeChallenge(started.verifier),
    code_challenge_method: "S256",
  });
  return { href: url.href, started };
}

const claimsSchema = z.object({ sub: z.string().min(1), email: z.email(), email_verified: z.literal(true) });

/** Whether the provider says that there was a second factor (RFC 8176). Of one that says nothing it is not believed. */
const hadSecondFactor = (amr: unknown) => Array.isArray(amr) && amr.includes("mfa");

/** Who it is, as the provider vouches: an address that it has not verified is nobody's. */
async function claimsOf(answer: URL, { state, nonce, verifier }: StartedSso) {
  const config = await provider();
  const tokens = await authorizationCodeGrant(config, answer, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) return null;
  // Many providers tell the address there alone; `sub` must be the same.
  const more = claims.email ? {} : await fetchUserInfo(config, tokens.access_token, claims.sub);
  const parsed = claimsSchema.safeParse({ ...more, ...claims });
  return parsed.success ? { ...parsed.data, issuer: claims.iss, hadSecondFactor: hadSecondFactor(claims.amr) } : null;
}

/**
 * The browser comes back. Only members of the team come in, by the address that they have here; the first time binds them to
 * who they are at the provider, so that an address that is given to somebody else there later opens nothing.
 * @param answer the whole address with which the browser came back
 * @returns null for anybody else, whatever the reason
 * @throws what openid-client throws when state, nonce, PKCE or the provider's signature do not hold
 */
export async function finishSso(
  answer: URL,
  started: StartedSso,
): Promise<{ userId: string; isTrusted: boolean } | null> {
  const claims = await claimsOf(answer, started);
  const { db } = await database();
  const person = claims && (await findStaffByEmailIndex(db, emailIndex(claims.email)));
  const isIn = person && (await bindSso(db, person.id, blindIndex(`${claims.issuer}\n${claims.sub}`, "sso")));
  noteTry("sso", isIn ? "in" : "wrong", person?.id ?? null);
  if (!isIn) return null;
  return { userId: person.id, isTrusted: env().OIDC_SECOND_FACTOR === "provider" && claims.hadSecondFactor };
}
