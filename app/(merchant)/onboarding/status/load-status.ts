import { statusModel } from "@/components/kyb/status-model";
import { database } from "@/db/client";
import type { OwnApplication } from "@/db/queries/applications";
import { listLatestAttempts } from "@/db/queries/attempts";
import { listEntities } from "@/db/queries/kyb";
import { listSubmissionProgress } from "@/db/queries/status";
import { sentTimes } from "@/lib/domain/sections";
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
  const sentAt = sentTimes(await listLatestAttempts(db, application.id));
  const [progress = null] = await listSubmissionProgress(db, application.id);
  const now = new Date();
  return {
    model: statusModel(application, entities, sentAt, progress, now),
    subject: { businessName: application.brandName ?? application.businessName, partner: partner(), now },
  };
}
