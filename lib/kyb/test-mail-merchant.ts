/** For tests of mails: a merchant with an application at DOKU, and what can be true of it. */
import { database } from "@/db/client";
import { insertApplication, updateApplication } from "@/db/queries/applications";
import { insertAttempt } from "@/db/queries/attempts";
import { insertChange, updateChange } from "@/db/queries/changes";
import { upsertEntity } from "@/db/queries/kyb";
import { insertMailsOnce } from "@/db/queries/mails";
import { insertPerson } from "@/db/queries/users";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import type { StatusMail } from "../domain/mails";
import type { OverallState } from "../domain/overall";
import type { EntityState } from "../domain/sections";

/** When everything was sent to DOKU, and when the first clock runs out. */
const sentAt = new Date("2026-03-01T20:00:00Z");
export const dueAt = new Date("2026-03-03T20:00:00Z");

let people = 0;

export async function addPerson(role: "merchant" | "staff"): Promise<{ id: string; email: string }> {
  const { db } = await database();
  people += 1;
  const email = `${role}${people}@toko.test`;
  const person = { role, email, emailIndex: emailIndex(email), name: "Sari <Dewi>" };
  return { id: await insertPerson(db, person), email };
}

/** Each call makes another merchant. DOKU's notes and the staff's answer quote what no mail may repeat. */
export async function addMailMerchant() {
  const { db } = await database();
  const owner = await addPerson("merchant");
  const webhookToken = newToken();
  const secrets = { webhookToken, webhookTokenHash: hashToken(webhookToken) };
  const id = await insertApplication(db, { ownerId: owner.id, businessName: "Kopi & Roti", ...secrets });
  await updateApplication(db, id, { state: "submitted", submittedAt: sentAt, dueAt });
  const type = "BUSINESS_BANK";

  return {
    id,
    ownerId: owner.id,
    email: owner.email,
    overallIs: (overall: OverallState) => updateApplication(db, id, { overall }),
    /** A draft, reminded once. */
    isReminded: () => updateApplication(db, id, { state: "draft", reminded: 1 }),
    dueIs: (at: Date | null) => updateApplication(db, id, { dueAt: at }),
    /** What came back for the bank account; `codes` are DOKU's, one a note. */
    async bankIs(state: EntityState, attempt = 1, codes = ["PHOTO_BLURRED"]): Promise<void> {
      const message = "Foto buram, NIK 3171234567890123, hubungi budi@toko.test 081234567890";
      const notes = state === "rejected" ? codes.map((code) => ({ code, field: null, message })) : [];
      const sent = { type, attempt, cause: "registration", submissionId: null, sentAt, stateAt: sentAt } as const;
      await insertAttempt(db, id, { ...sent, entityIds: null, state, notes });
      const entity = { type, entityId: "BNK-1", name: null, rawStatus: state, dokuTime: null } as const;
      await upsertEntity(db, id, { ...entity, state, notes }, null);
    },
    async changeIs(state: "approved" | "declined"): Promise<string> {
      const changeId = await insertChange(db, { applicationId: id, type, reason: "Rekening lama ditutup" });
      await updateChange(db, changeId, { state, answer: "Baik Bu Sari, 0812 3456 7890" });
      return changeId;
    },
    /** Stores a mail to the merchant without a job for it. */
    async plan({ kind, facts }: StatusMail): Promise<string> {
      const row = { applicationId: id, receiverId: owner.id, kind, occasion: `${kind}:1`, facts };
      const [mailId = ""] = await insertMailsOnce(db, [row]);
      return mailId;
    },
  };
}
export type MailMerchant = Awaited<ReturnType<typeof addMailMerchant>>;

/** What became of a mail. */
export async function mailRow(mailId: string) {
  const { executeSql } = await database();
  const { rows } = await executeSql(`select state, done_at from mails where id = '${mailId}'`);
  return rows[0] as { state: string; done_at: Date | null };
}
