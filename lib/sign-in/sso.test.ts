/** Single sign-on against a real provider (oidc-provider) over HTTP: what a browser does, step by step. */
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Database } from "@/db/client";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex } from "../crypto/tokens";
import { env } from "../env";
import { type IdentityProvider, startIdentityProvider } from "../testing/identity-provider";
import { addStaff } from "../testing/staff";
import { finishSso, type StartedSso, startSso } from "./sso";

let opened: Database;
let provider: IdentityProvider;
let people = 0;

beforeAll(async () => {
  opened = await openTestDatabase();
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.spyOn(console, "info").mockImplementation(() => {});
  provider = await startIdentityProvider();
  Object.assign(process.env, provider.settings);
  provider.serve(env().APP_URL);
});
afterAll(async () => {
  provider.stop();
  await closeTestDatabase();
});
beforeEach(() => {
  people += 1;
});

/** A browser's part: follows, keeps cookies, and fills in the provider's two forms, until it is sent back to us. */
async function walk(href: string, sub: string): Promise<URL> {
  const jar = new Map<string, string>();
  let next: { url: string; body?: URLSearchParams } = { url: href };
  for (let hop = 0; hop < 20; hop += 1) {
    if (next.url.startsWith(env().APP_URL)) return new URL(next.url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(next.url, {
      redirect: "manual",
      headers: { cookie },
      ...(next.body && { method: "POST", body: next.body }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get("location");
    if (location) {
      next = { url: new URL(location, next.url).href };
      continue;
    }
    const page = await answer.text();
    const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? "";
    if (!action) throw new Error(`The provider answered ${answer.status}: ${page.slice(0, 300)}`);
    next = {
      url: new URL(action, next.url).href,
      body: new URLSearchParams({ prompt, ...(prompt === "login" && { login: sub, password: "x" }) }),
    };
  }
  throw new Error("The provider sends around in circles.");
}

/** Signs in at the provider as `sub`, and comes back with what `change` makes of it. */
async function comeAs(
  sub: string,
  account: { email: string; email_verified: boolean },
  change: (started: StartedSso) => StartedSso = (one) => one,
) {
  provider.accounts.set(sub, account);
  const { href, started } = await startSso();
  return await finishSso(await walk(href, sub), change(started));
}

it("asks with PKCE, state and nonce, each time others", async () => {
  const [one, other] = [new URL((await startSso()).href), new URL((await startSso()).href)];
  expect(Object.fromEntries(one.searchParams)).toMatchObject({
    response_type: "code",
    scope: "openid email",
    code_challenge_method: "S256",
  });
  for (const name of ["state", "nonce", "code_challenge"]) {
    expect(one.searchParams.get(name)?.length).toBeGreaterThan(30);
    expect(one.searchParams.get(name)).not.toBe(other.searchParams.get(name));
  }
});

it("lets a member of the team in by a verified address, and by default asks for the second step here all the same", async () => {
  const member = await addStaff("Sinta");
  const account = { email: member.email.toUpperCase(), email_verified: true };
  expect(await comeAs("sinta", account)).toEqual({ userId: member.userId, isTrusted: false });
  expect(await comeAs("sinta", account)).toEqual({ userId: member.userId, isTrusted: false });
  const stored = JSON.stringify((await opened.executeSql("select * from users")).rows);
  expect(stored).not.toContain("sinta");
});

it("lets nobody in by an address that is not verified, of nobody, of a merchant or of somebody disabled", async () => {
  const member = await addStaff("Tono");
  expect(await comeAs("tono", { email: member.email, email_verified: false })).toBeNull();
  expect(await comeAs("nobody", { email: "siapa@partner.test", email_verified: true })).toBeNull();
  const email = `pemilik${people}@merchant.test`;
  await insertPerson(opened.db, { role: "merchant", email, emailIndex: emailIndex(email), name: "Rina" });
  expect(await comeAs("pemilik", { email, email_verified: true })).toBeNull();
  await opened.executeSql("update users set disabled_at = now() where id = $1", [member.userId]);
  expect(await comeAs("tono", { email: member.email, email_verified: true })).toBeNull();
});

it("opens nothing to somebody else at the provider who got the address later", async () => {
  const { email, userId } = await addStaff("Utami");
  expect(await comeAs("utami", { email, email_verified: true })).toMatchObject({ userId });
  expect(await comeAs("another utami", { email, email_verified: true })).toBeNull();
});

it("takes no answer to a question of another browser: state, nonce and PKCE must be its own", async () => {
  const { email } = await addStaff("Wayan");
  const account = { email, email_verified: true };
  const { started: others } = await startSso();
  for (const name of ["state", "nonce", "verifier"] as const) {
    await expect(comeAs("wayan", account, (own) => ({ ...own, [name]: others[name] }))).rejects.toThrow();
  }
  // Nor the same answer twice.
  provider.accounts.set("wayan", account);
  const { href, started } = await startSso();
  const answer = await walk(href, "wayan");
  expect(await finishSso(answer, started)).not.toBeNull();
  await expect(finishSso(answer, started)).rejects.toThrow();
});
