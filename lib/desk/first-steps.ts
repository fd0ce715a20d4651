/** What a fresh portal needs before anybody can sign in. Called at every start; does nothing from the second on. */
import { database } from "@/db/client";
import { findFirstStaff, insertStaffOnce } from "@/db/queries/invitations";
import { hasStaff, isEmailTaken } from "@/db/queries/users";
import { emailIndex } from "../crypto/tokens";
import { env } from "../env";
import { log } from "../log";
import { inviteMerchant } from "./invite-merchant";

/** `siti.rahma@toko.id` becomes `Siti Rahma`: a name to greet until the person has given one. */
function nameOf(email: string): string {
  const words = (email.split("@")[0] ?? "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ") || email;
}

/** Creates the member of staff named by FIRST_STAFF_EMAIL, an admin, when there is no staff yet. */
export async function ensureFirstStaff(): Promise<void> {
  const email = env().FIRST_STAFF_EMAIL?.trim().toLowerCase();
  const { db } = await database();
  if (!email || (await hasStaff(db))) return;
  const userId = await insertStaffOnce(db, {
    email,
    emailIndex: emailIndex(email),
    name: nameOf(email),
    staffRole: "admin",
  });
  if (userId) log.info("staff.first", { userId });
  else log.warn("staff.first.address-taken");
}

const demoMerchant = {
  name: "Budi Santoso",
  email: "budi@merchant.test",
  phone: "81234567890",
  businessName: "Toko Kelontong Berkah",
  locale: "id",
} as const;

/** With DEMO_INVITATION=on: invites one invented merchant, once. Needs `startJobs()` and the first staff. */
export async function ensureDemoInvitation(): Promise<void> {
  if (env().DEMO_INVITATION !== "on") return;
  const { db } = await database();
  const staffId = await findFirstStaff(db);
  if (!staffId || (await isEmailTaken(db, emailIndex(demoMerchant.email)))) return;
  await inviteMerchant({ actor: { kind: "staff", userId: staffId }, input: demoMerchant });
}
