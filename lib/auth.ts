/** next-auth, held in this file and lib/session.ts so that it can be replaced in two places. */

import { createHash } from "node:crypto";
import { NextRequest } from "next/server";
import NextAuth, { type AuthOptions } from "next-auth";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import EmailProvider from "next-auth/providers/email";
import { database } from "@/db/client";
import {
  deleteSessionByHash,
  findLiveSession,
  findPerson,
  findPersonByEmailIndex,
  insertSession,
  insertVerificationToken,
  type Person,
  takeVerificationToken,
  touchSession,
} from "@/db/queries/users";
import { emailIndex, hashToken, newToken } from "./crypto/tokens";
import { env } from "./env";
import { log } from "./log";

/** Absolute life of a session. The cookie lives as long; activity does not extend it. */
export const sessionMaxAgeSeconds = 7 * 24 * 3600;
/** A session that nobody used for this long is over. */
export const sessionIdleMs = 24 * 3600_000;
const touchEveryMs = 60_000;
const mintedTokenMs = 60_000;

type SignedInUser = AdapterUser & Pick<Person, "role" | "staffRole" | "locale"> & { sessionId: string };

const asUser = (person: Person, sessionId = ""): SignedInUser => ({
  id: person.id,
  email: person.email,
  emailVerified: null,
  name: person.name,
  role: person.role,
  staffRole: person.staffRole,
  locale: person.locale,
  sessionId,
});

/** Our tables behind next-auth: session tokens only as hashes, and nobody is created by signing in. */
const adapter: Adapter = {
  async createUser() {
    throw new Error("Only invited people sign in");
  },
  async updateUser(user) {
    const person = await findPerson((await database()).db, user.id);
    if (!person) throw new Error("No such person");
    return asUser(person);
  },
  async getUser(id) {
    const person = await findPerson((await database()).db, id);
    return person && asUser(person);
  },
  /** Also takes a person's id: the one-time token is minted for the id, so that no address travels in a URL. */
  async getUserByEmail(identifier) {
    const { db } = await database();
    const person = identifier.includes("@")
      ? await findPersonByEmailIndex(db, emailIndex(identifier))
      : await findPerson(db, identifier);
    return person && asUser(person);
  },
  async createSession({ sessionToken, userId, expires }) {
    await insertSession((await database()).db, { tokenHash: hashToken(sessionToken), userId, expiresAt: expires });
    return { sessionToken, userId, expires };
  },
  async getSessionAndUser(sessionToken) {
    const { db } = await database();
    const now = new Date();
    const found = await findLiveSession(db, hashToken(sessionToken), now, sessionIdleMs);
    if (!found) return null;
    if (now.getTime() - found.seenAt.getTime() > touchEveryMs) await touchSession(db, found.sessionId, now);
    return {
      session: { sessionToken, userId: found.person.id, expires: found.expiresAt },
      user: asUser(found.person, found.sessionId),
    };
  },
  async updateSession() {
    return null;
  },
  async deleteSession(sessionToken) {
    await deleteSessionByHash((await database()).db, hashToken(sessionToken));
  },
  async createVerificationToken(token) {
    await insertVerificationToken((await database()).db, {
      tokenHash: hashToken(token.token),
      identifier: token.identifier,
      expiresAt: token.expires,
    });
    return token;
  },
  async useVerificationToken({ token }) {
    const taken = await takeVerificationToken((await database()).db, hashToken(token));
    return taken && { identifier: taken.identifier, token, expires: taken.expiresAt };
  },
};

export function authOptions(): AuthOptions {
  return {
    adapter,
    secret: env().AUTH_SECRET,
    // next-auth's own logger prints whole errors, which may quote personal data.
    logger: {
      error: (code) => log.error("auth.error", { code }),
      warn: (code) => log.warn("auth.warning", { code }),
      debug: () => {},
    },
    providers: [
      EmailProvider({
        sendVerificationRequest() {
          throw new Error("Sign-in mails are sent by lib/sign-in, with our own page behind the link");
        },
      }),
    ],
    session: { strategy: "database", maxAge: sessionMaxAgeSeconds, updateAge: sessionMaxAgeSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in", verifyRequest: "/sign-in/check-mail" },
    callbacks: {
      session({ session, user }) {
        const { id, role, staffRole, name, locale, sessionId } = user as SignedInUser;
        // next-auth takes `expires` away from what a page gets, so it travels with the person.
        const endsAt = session.expires;
        return { expires: endsAt, user: { id, role, staffRole, name, locale, sessionId, endsAt } };
      },
    },
  };
}

/** next-auth keeps one-time tokens as a hash with its secret; a token that we mint must be hashed alike. */
const asNextAuthHash = (token: string) => createHash("sha256").update(`${token}${env().AUTH_SECRET}`).digest("hex");

/**
 * Signs a person in after our own page has confirmed the link or code: mints next-auth's one-time token and spends it
 * in the same request. Call it from a route handler that answers a POST.
 * @param nextPath where to go afterwards, a path of ours
 * @returns next-auth's redirect with the session cookie
 */
export async function startSession(userId: string, nextPath: string): Promise<Response> {
  const token = newToken();
  await adapter.createVerificationToken?.({
    identifier: userId,
    token: asNextAuthHash(token),
    expires: new Date(Date.now() + mintedTokenMs),
  });
  const url = new URL("/api/auth/callback/email", env().APP_URL);
  url.search = new URLSearchParams({
    token,
    email: userId,
    callbackUrl: new URL(nextPath, env().APP_URL).href,
  }).toString();
  const params = Promise.resolve({ nextauth: ["callback", "email"] });
  const response: Response = await NextAuth(new NextRequest(url), { params }, authOptions());
  // A form's POST is followed by a GET. Of next-auth's cookies only the session's is of use here.
  const headers = new Headers({
    Location: response.headers.get("Location") ?? env().APP_URL,
    "Cache-Control": "no-store",
  });
  for (const cookie of response.headers.getSetCookie()) {
    if (/^(__Secure-)?next-auth\.session-token=/.test(cookie)) headers.append("Set-Cookie", cookie);
  }
  return new Response(null, { status: 303, headers });
}
