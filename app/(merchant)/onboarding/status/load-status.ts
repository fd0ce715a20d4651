import { statusModel } from "@/components/kyb/status-model";
import { database } from "@/db/client";
import type { OwnApplication } from "@/db/queries/applications";
import { listEntities } from "@/db/queries/kyb";
import { listSubmissionProgress } from "@/db/queries/status";
import { env } from "@/lib/env";

/** Who a merchant can ask: the partner, at the address that its mails come from. */
function partner() {
  const { PARTNER_NAME, SUPPORT_EMAIL, MAIL_FROM } = env();
  return { name: PARTNER_NAME, email: SUPPORT_EMAIL ?? /<([^>]+)>/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM };
}

/** What the status page of the merchant's own application shows. */
export async function loadStatus(application: OwnApplication) {
  const { db } = await database();
  const entities = await listEntities(db, application.id);
  const [progress = null] = await listSubmissionProgress(db, application.id);
  const now = new Date();
  return {
    model: statusModel(application, entities, progress, now),
    subject: { businessName: application.brandName ?? application.businessName, partner: partner(), now },
  };
}
