/** Plans mails in the transaction of what they tell of: both happen or neither. */
import type { Tx } from "@/db/client";
import { insertMailsOnce, listStaffIds } from "@/db/queries/mails";
import type { MerchantMail, StaffMail, StatusMail } from "../domain/mails";
import { type EnqueueOptions, enqueue } from "../jobs/queue";

/** `occasion` names the transition, e.g. `rejected:BUSINESS_BANK:1`: the same never makes a second mail for one receiver. */
export type Planned<M extends StatusMail = StatusMail> = M & { occasion: string };

/** One mail a receiver, unless there was one on this occasion; false when nobody gets one. Needs `startJobs()` to have been called. */
export async function planMail(
  tx: Tx,
  { applicationId, occasion, kind, facts }: Planned & { applicationId: string },
  receiverIds: readonly string[],
  options?: EnqueueOptions,
): Promise<boolean> {
  const rows = receiverIds.map((receiverId) => ({ applicationId, receiverId, kind, occasion, facts }));
  const mailIds = await insertMailsOnce(tx, rows);
  for (const mailId of mailIds) await enqueue(tx, "send-status-mail", { mailId }, options);
  return mailIds.length > 0;
}

/** A mail to the merchant; false when there was one on this occasion. */
export async function planMerchantMail(
  tx: Tx,
  application: { id: string; ownerId: string },
  mail: Planned<MerchantMail>,
  options?: EnqueueOptions,
): Promise<boolean> {
  return await planMail(tx, { ...mail, applicationId: application.id }, [application.ownerId], options);
}

/** A mail to every member of staff who may sign in. */
export async function planStaffMail(tx: Tx, application: { id: string }, mail: Planned<StaffMail>): Promise<void> {
  await planMail(tx, { ...mail, applicationId: application.id }, await listStaffIds(tx));
}
