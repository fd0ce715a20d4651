/** For tests: members of the partner's staff. All of them are invented. */
import { database } from "@/db/client";
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
