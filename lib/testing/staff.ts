/** For tests: members of the partner's staff. All of them are invented. */
import { randomUUID } from "node:crypto";
import { database } from "@/db/client";
import { insertSession } from "@/db/queries/sessions";
import { insertPerson } from "@/db/queries/users";
import { emailIndex } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import type { StaffRole } from "../domain/permissions";

let count = 0;

/** Another member of staff, in a role. */
export async function addStaff(name = "Rani", role: StaffRole = "reviewer"): Promise<StaffActor & { email: string }> {
  count += 1;
  const email = `${name.toLowerCase()}${count}@partner.test`;
  const opened = await database();
  const userId = await insertPerson(opened.db, { role: "staff", email, emailIndex: emailIndex(email), name });
  await opened.executeSql("update users set staff_role = $1 where id = $2", [role, userId]);
  return { kind: "staff", userId, email };
}

/** A session of theirs, in which they have just proved again who they are, or not. */
export async function sessionOf({ userId }: StaffActor, { isConfirmed = true } = {}): Promise<string> {
  return await insertSession((await database()).db, {
    tokenHash: randomUUID(),
    userId,
    expiresAt: new Date(Date.now() + 3_600_000),
    ...(isConfirmed ? { confirmedAt: new Date() } : {}),
  });
}
