/** A real OpenID provider (oidc-provider) over HTTP, with its own two forms: signing in, and agreeing to be told of. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

type Account = { email: string; email_verified: boolean };

export type IdentityProvider = {
  /** What a portal is told of it. */
  settings: { OIDC_ISSUER: string; OIDC_CLIENT_ID: string; OIDC_CLIENT_SECRET: string };
  /** Who is there, by the `sub` that they sign in with. */
  accounts: Map<string, Account>;
  /** Whom it sends people back to. Must be called once, before anybody comes. */
  serve: (appUrl: string) => void;
  stop: () => void;
};

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const secret = "s".repeat(32);
  const accounts = new Map<string, Account>();
  return {
    settings: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: "sambut", OIDC_CLIENT_SECRET: secret },
    accounts,
    serve: (appUrl) => {
      const provider = new Provider(issuer, {
        clients: [{ client_id: "sambut", client_secret: secret, redirect_uris: [`${appUrl}/sign-in/sso/callback`] }],
        claims: { openid: ["sub"], email: ["email", "email_verified"] },
        pkce: { required: () => true },
        cookies: { keys: ["test"] },
        findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...accounts.get(sub) }) }),
      });
      server.on("request", provider.callback());
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
