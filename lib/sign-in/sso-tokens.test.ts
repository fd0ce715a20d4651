/** Single sign-on with a provider whose answers are not what they should be: one that lies about one thing at a time. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { env } from "../env";
import { paths } from "../paths";
import { addStaff } from "../testing/staff";
import { finishSso, startSso } from "./sso";

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
type Claims = Record<string, unknown>;

let server: Server;
let issuer: string;
let [own, foreign]: Keys[] = [];
/** What the provider says of itself, and the token that it gives for any code. */
let told: Claims;
let idToken: string;

beforeAll(async () => {
  await openTestDatabase();
  [own, foreign] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
  server = createServer(async (request, response) => {
    const answers: Record<string, unknown> = {
      "/.well-known/openid-configuration": told,
      "/jwks": { keys: [{ ...(await exportJWK(pair(own).publicKey)), kid: "own", alg: "RS256", use: "sig" }] },
      "/token": { access_token: "a", token_type: "Bearer", id_token: idToken },
    };
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(answers[request.url ?? ""] ?? {}));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: "sambut", OIDC_CLIENT_SECRET: "s".repeat(32) });
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await closeTestDatabase();
});
beforeEach(() => {
  told = {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    id_token_signing_alg_values_supported: ["RS256"],
  };
  env().OIDC_SECOND_FACTOR = "own";
  Reflect.deleteProperty(globalThis, "sambutSso");
});

function pair(keys: Keys | undefined): Keys {
  if (!keys) throw new Error("There are no keys yet.");
  return keys;
}

type Lie = { claims?: Claims; header?: Partial<JWTHeaderParameters>; keys?: Keys | "none" | "secret" };

/** A member of the team comes back from the provider, which has given out a token with one thing wrong about it. */
async function come({ claims, header, keys = pair(own) }: Lie = {}) {
  const { email, userId } = await addStaff("Sinta");
  const { started } = await startSso();
  const seconds = Math.floor(Date.now() / 1000);
  const person = { sub: userId, email, email_verified: true, nonce: started.nonce };
  const all = { iss: issuer, aud: "sambut", iat: seconds, exp: seconds + 300, ...person, ...claims };
  const signed = new SignJWT(all).setProtectedHeader({ alg: keys === "secret" ? "HS256" : "RS256", ...header });
  if (keys === "none") idToken = new UnsecuredJWT(all).encode();
  else idToken = await signed.sign(keys === "secret" ? Buffer.from("s".repeat(32)) : keys.privateKey);
  const answer = new URL(`${env().APP_URL}${paths.ssoCallback}?code=c&state=${started.state}`);
  return { userId, entered: await finishSso(answer, started) };
}

it("lets in by a token that is as it should be", async () => {
  const { userId, entered } = await come();
  expect(entered).toEqual({ userId, isTrusted: false });
});

it("takes no token that the provider has not signed, whatever the token says of its key", async () => {
  const jwk = { ...(await exportJWK(pair(foreign).publicKey)), kid: "own" };
  const lies: Lie[] = [
    { keys: "none" },
    { keys: "secret" },
    { keys: pair(foreign) },
    { keys: pair(foreign), header: { kid: "own" } },
    { keys: pair(foreign), header: { jwk } },
    { keys: pair(foreign), header: { jku: `${issuer}/other-keys` } },
  ];
  for (const lie of lies) await expect(come(lie), JSON.stringify(lie.header ?? lie.keys)).rejects.toThrow();
});

it("takes no token of another time, for somebody else, from somebody else or to another question", async () => {
  const seconds = Math.floor(Date.now() / 1000);
  const lies: Claims[] = [
    { exp: seconds - 600 },
    { exp: undefined },
    { nbf: seconds + 600 },
    { aud: "another" },
    { aud: undefined },
    { iss: "https://elsewhere.test" },
    { nonce: "another" },
    { sub: undefined },
  ];
  for (const claims of lies) await expect(come({ claims }), JSON.stringify(claims)).rejects.toThrow();
});

it("hears no provider that calls itself another", async () => {
  told = { ...told, issuer: "https://elsewhere.test" };
  await expect(startSso()).rejects.toThrow();
});

it("leaves the second step to the provider only where it says that there was one, and only where the settings want it", async () => {
  const trusted = async (amr: unknown) => (await come({ claims: { amr } })).entered?.isTrusted;
  expect(await trusted(["pwd", "mfa"])).toBe(false);
  env().OIDC_SECOND_FACTOR = "provider";
  expect(await trusted(["pwd", "mfa"])).toBe(true);
  for (const amr of [undefined, [], ["pwd"], "mfa"]) expect(await trusted(amr), String(amr)).toBe(false);
});
