/** Who is asking. Pages and doors read the session here; verbs get an actor. */
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { database } from "@/db/client";
import { findOwnApplication, type OwnApplication } from "@/db/queries/applications";
import type { Factor } from "@/db/queries/sessions";
import type { Person } from "@/db/queries/users";
import { authOptions, sessionCookie } from "./auth";
import type { StaffActor } from "./domain/actor";
import { mayDo, type Permission } from "./domain/permissions";
import { isFactorEnough } from "./domain/second-factor";
import { env } from "./env";
import { AppError } from "./errors";
import { noteRefusal } from "./note-refusal";
import { paths } from "./paths";
import { closeSession } from "./sign-in/close-session";
import { requireConfirmed } from "./sign-in/confirm-again";
import type { RenewedSession } from "./sign-in/renew-session";

export type Session = Pick<Person, "role" | "staffRole" | "name" | "locale"> & {
  userId: string;
  sessionId: string;
  /** ISO 8601; nothing extends it. */
  endsAt: string;
};

type SignedIn = Person & Pick<Session, "sessionId" | "endsAt"> & { factor: Factor };

/** Who has come as far as the mailed link or code, and whether anything is still to be proved. */
const readSignedIn = cache(async (): Promise<(Session & { isWhole: boolean }) | null> => {
  const session = await getServerSession(authOptions());
  if (!session?.user) return null;
  const { id, role, staffRole, name, locale, sessionId, factor, endsAt } = session.user as SignedIn;
  const isWhole = role !== "staff" || isFactorEnough(factor, env().STAFF_SECOND_FACTOR);
  return { userId: id, role, staffRole, name, locale, sessionId, endsAt, isWhole };
});

/**
 * The session of this request, or null. Read once a request. A member of staff whose second step is still to be done has
 * none: every page, action, route and stream asks here, so that nothing but that step is open to them.
 */
export const readSession = cache(async (): Promise<Session | null> => {
  const signedIn = await readSignedIn();
  return signedIn?.isWhole ? signedIn : null;
});

/** Whom a refusal is about, for the log; null also where that cannot be asked. */
export async function readAsking(): Promise<string | null> {
  return (await readSession().catch(() => null))?.userId ?? null;
}

/** For the second step alone: the member of staff who is about to do it, or has done it. */
export async function readStaffAtSecondStep(): Promise<(Session & { isWhole: boolean }) | null> {
  const signedIn = await readSignedIn();
  return signedIn?.role === "staff" ? signedIn : null;
}

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
  if (!session) redirect((await readStaffAtSecondStep()) ? paths.secondStep : paths.signIn);
  if (session.role === "staff" && mayDo(session.staffRole, permission)) return session;
  const { userId } = session;
  await noteRefusal("page", { code: "not_allowed", key: "notAllowed", faults: 0, userId });
  if (session.role !== "staff") redirect(paths.onboarding);
  redirect(permission === "desk.see" ? paths.signIn : paths.desk);
}

/**
 * For route handlers: the signed-in member of staff as an actor.
 * @param isConfirmed whether they must have proved again who they are in the last ten minutes
 * @throws AppError signed_out, also for merchants · not_allowed for a role that may not · refused "confirmAgain"
 */
export async function staffAtDoor(permission: Permission, { isConfirmed = false } = {}): Promise<StaffActor> {
  const session = await readSession();
  if (session?.role !== "staff") throw new AppError("signed_out", "signedOut");
  if (!mayDo(session.staffRole, permission)) throw new AppError("not_allowed", "notAllowed");
  if (isConfirmed) await requireConfirmed((await database()).db, session);
  return { kind: "staff", userId: session.userId };
}

/** Ends the session of this browser in the database alone, before another one takes its cookie's place. */
export async function dropSession(): Promise<void> {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  if (token) await closeSession(token);
}

/** Ends the session of this browser: the row first, so that a copied cookie is worth nothing. */
export async function endSession(): Promise<void> {
  await dropSession();
  (await cookies()).delete(sessionCookie());
}

/** Gives this browser the new token of its session; the one before is worth nothing any more. */
export async function keepRenewedSession({ token, expiresAt }: RenewedSession): Promise<void> {
  (await cookies()).set({ ...sessionCookie(), value: token, expires: expiresAt });
}
