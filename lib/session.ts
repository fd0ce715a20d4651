/** Who is asking. Pages and doors read the session here; verbs get an actor. */
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { database } from "@/db/client";
import { findOwnApplication, type OwnApplication } from "@/db/queries/applications";
import { deleteSessionByHash, type Person } from "@/db/queries/users";
import { authOptions } from "./auth";
import { hashToken } from "./crypto/tokens";
import type { StaffActor } from "./domain/actor";
import { mayDo, type Permission } from "./domain/permissions";
import { env } from "./env";
import { AppError } from "./errors";
import { paths } from "./paths";

export type Session = Pick<Person, "role" | "staffRole" | "name" | "locale"> & {
  userId: string;
  sessionId: string;
  /** ISO 8601; nothing extends it. */
  endsAt: string;
};

type SignedIn = Person & Pick<Session, "sessionId" | "endsAt">;

/** The session of this request, or null. Read once a request. */
export const readSession = cache(async (): Promise<Session | null> => {
  const session = await getServerSession(authOptions());
  if (!session?.user) return null;
  const { id, role, staffRole, name, locale, sessionId, endsAt } = session.user as SignedIn;
  return { userId: id, role, staffRole, name, locale, sessionId, endsAt };
});

export type MerchantSession = Session & { application: OwnApplication };

/** The signed-in merchant with its application, or null for anyone else. */
export const readMerchant = cache(async (): Promise<MerchantSession | null> => {
  const session = await readSession();
  if (session?.role !== "merchant") return null;
  const application = await findOwnApplication((await database()).db, session.userId);
  return application && { ...session, application };
});

/** For merchant pages: the merchant, or off to sign in (staff go to their desk). */
export async function requireMerchant(): Promise<MerchantSession> {
  const merchant = await readMerchant();
  if (merchant) return merchant;
  const session = await readSession();
  redirect(session?.role === "staff" ? paths.desk : paths.signIn);
}

/**
 * For staff pages: the member of staff, or off to sign in (merchants go to their own pages, staff without the
 * permission to their desk).
 */
export async function requireStaff(permission: Permission = "desk.see"): Promise<Session> {
  const session = await readSession();
  if (session?.role !== "staff") redirect(session ? paths.onboarding : paths.signIn);
  if (mayDo(session.staffRole, permission)) return session;
  redirect(permission === "desk.see" ? paths.signIn : paths.desk);
}

/**
 * For route handlers: the signed-in member of staff as an actor.
 * @throws AppError signed_out, also for merchants · not_allowed for a role that may not
 */
export async function staffAtDoor(permission: Permission): Promise<StaffActor> {
  const session = await readSession();
  if (session?.role !== "staff") throw new AppError("signed_out", "signedOut");
  if (!mayDo(session.staffRole, permission)) throw new AppError("not_allowed", "notAllowed");
  return { kind: "staff", userId: session.userId };
}

const sessionCookie = () => `${env().APP_URL.startsWith("https://") ? "__Secure-" : ""}next-auth.session-token`;

/** Ends the session of this browser in the database alone, before another one takes its cookie's place. */
export async function dropSession(): Promise<void> {
  const token = (await cookies()).get(sessionCookie())?.value;
  if (token) await deleteSessionByHash((await database()).db, hashToken(token));
}

/** Ends the session of this browser: the row first, so that a copied cookie is worth nothing. */
export async function endSession(): Promise<void> {
  await dropSession();
  const name = sessionCookie();
  (await cookies()).delete({ name, path: "/", secure: name.startsWith("__Secure-") });
}
