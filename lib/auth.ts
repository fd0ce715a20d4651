/** next-auth, held in this file and lib/session.ts so that it can be replaced in two places. */

import { createHash } from "node:crypto";
import { headers } from "next/headers";
import { NextRequest } from "next/server";
import NextAuth, { type AuthOptions } from "next-auth";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import EmailProvider from "next-auth/providers/email";
import { database } from "@/db/client";
import { type Factor, findLiveSession, touchSession } from "@/db/queries/sessions";
import {
  findPerson,
  findPersonByEmailIndex,
  insertVerificationToken,
  type Person,
  takeVerificationToken,
} from "@/db/queries/users";
import { emailIndex, hashToken, newToken } from "./crypto/tokens";
import { sessionLimits } from "./domain/session-limits";
import { isUnattended } from "./domain/unattended";
import { env } from "./env";
import { log } from "./log";
import { ownCookie } from "./own-cookie";
import { closeSession } from "./sign-in/close-session";
import { type Opening, openSession } from "./sign-in/open-session";

/** What next-auth is told; how long a session really lasts is decided where it is opened. */
const maxAgeSeconds = Math.max(...Object.values(sessionLimits).map(({ lifeMs }) => lifeMs)) / 1000;
const touchEveryMs = 60_000;
const mintedTokenMs = 60_000;

type SignedInUser = AdapterUser & Pick<Person, "role" | "staffRole" | "locale"> & { sessionId: string; factor: Factor };

const asUser = (person: Person, sessionId = "", factor: Factor = "awaited"): SignedInUser => ({
  id: person.id,
  email: person.email,
  emailVerified: null,
  name: person.name,
  role: person.role,
  staffRole: person.staffRole,
  locale: person.locale,
  sessionId,
  factor,
});

/** The cookie of a session. `__Host-` keeps other hosts of the same domain from setting it. */
export const sessionCookie = () => ownCookie("next-auth.session-token");

function nextAuthCookie() {
  const { name, ...options } = sessionCookie();
  return { name, options };
}

/**
 * Our tables behind next-auth: session tokens only as hashes, and nobody is created by signing in.
 * @param opening who opens a session; without it none can be opened
 */
const adapterFor = (opening: Opening | null): Adapter => ({
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
  async createSession({ sessionToken, userId }) {
    if (!opening) throw new Error("A session is opened by startSession alone");
    return { sessionToken, userId, expires: await openSession({ token: sessionToken, userId, ...opening }) };
  },
  async getSessionAndUser(sessionToken) {
    const { db } = await database();
    const now = new Date();
    const found = await findLiveSession(db, hashToken(sessionToken), now);
    if (!found) return null;
    const isDue = now.getTime() - found.seenAt.getTime() > touchEveryMs;
    if (isDue && !isUnattended(await headers())) await touchSession(db, found.sessionId, now);
    return {
      session: { sessionToken, userId: found.person.id, expires: found.expiresAt },
      user: asUser(found.person, found.sessionId, found.factor),
    };
  },
  async updateSession() {
    return null;
  },
  async deleteSession(sessionToken) {
    await closeSession(sessionToken);
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
});

export function authOptions(opening: Opening | null = null): AuthOptions {
  return {
    adapter: adapterFor(opening),
    cookies: { sessionToken: nextAuthCookie() },
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
    // Its own tokens are UUIDs, of which 122 bits are random.
    session: {
      strategy: "database",
      maxAge: maxAgeSeconds,
      updateAge: maxAgeSeconds,
      generateSessionToken: newToken,
    },
    pages: { signIn: "/sign-in", error: "/sign-in", verifyRequest: "/sign-in/check-mail" },
    callbacks: {
      session({ session, user }) {
        const { id, role, staffRole, name, locale, sessionId, factor } = user as SignedInUser;
        // next-auth takes `expires` away from what a page gets, so it travels with the person.
        const endsAt = session.expires;
        return { expires: endsAt, user: { id, role, staffRole, name, locale, sessionId, factor, endsAt } };
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
export async function startSession(userId: string, nextPath: string, opening: Opening): Promise<Response> {
  const token = newToken();
  await insertVerificationToken((await database()).db, {
    tokenHash: hashToken(asNextAuthHash(token)),
    identifier: userId,
    expiresAt: new Date(Date.now() + mintedTokenMs),
  });
  const url = new URL("/api/auth/callback/email", env().APP_URL);
  url.search = new URLSearchParams({
    token,
    email: userId,
    callbackUrl: new URL(nextPath, env().APP_URL).href,
  }).toString();
  const params = Promise.resolve({ nextauth: ["callback", "email"] });
  const response: Response = await NextAuth(new NextRequest(url), { params }, authOptions(opening));
  // A form's POST is followed by a GET. Of next-auth's cookies only the session's is of use here.
  const answer = new Headers({
    Location: response.headers.get("Location") ?? env().APP_URL,
    "Cache-Control": "no-store",
  });
  for (const cookie of response.headers.getSetCookie()) {
    if (cookie.startsWith(`${sessionCookie().name}=`)) answer.append("Set-Cookie", cookie);
  }
  return new Response(null, { status: 303, headers: answer });
}
