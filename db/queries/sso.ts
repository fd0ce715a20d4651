/** Members of staff as the provider of single sign-on knows them. */
import { and, eq, isNull, or } from "drizzle-orm";
import type { Db } from "../client";
import { users } from "../schema";

/** A member of staff who may sign in; nobody else is found. */
export async function findStaffByEmailIndex(db: Db, emailIndex: string) {
  const [row] = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.emailIndex, emailIndex), eq(users.role, "staff"), isNull(users.disabledAt)));
  return row ?? null;
}

/** Keeps who a member is there, the first time; false when they are known as somebody else. */
export async function bindSso(db: Db, userId: string, ssoIndex: string): Promise<boolean> {
  const rows = await db
    .update(users)
    .set({ ssoIndex })
    .where(and(eq(users.id, userId), or(isNull(users.ssoIndex), eq(users.ssoIndex, ssoIndex))))
    .returning({ id: users.id });
  return rows.length === 1;
}
