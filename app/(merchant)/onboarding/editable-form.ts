import { redirect } from "next/navigation";
import { database } from "@/db/client";
import { listFiles, type StoredFile } from "@/db/queries/files";
import { listSubmissionProgress } from "@/db/queries/status";
import { findPerson } from "@/db/queries/users";
import { isEditable } from "@/lib/domain/applications";
import type { ApplicationForm } from "@/lib/domain/progress";
import type { KnownPerson } from "@/lib/domain/suggestions";
import { readApplicationForm } from "@/lib/onboarding/application-form";
import { paths } from "@/lib/paths";
import { type MerchantSession, requireMerchant } from "@/lib/session";

/** The signed-in merchant while its answers may be changed; afterwards off to the status page. */
export async function requireEditable(): Promise<MerchantSession> {
  const merchant = await requireMerchant();
  if (!isEditable(merchant.application.state)) redirect(paths.status);
  return merchant;
}

/** All answers so far, and what is known about who gives them. */
export async function readEditable(): Promise<{
  merchant: MerchantSession;
  form: ApplicationForm;
  person: KnownPerson;
  files: StoredFile[];
  /** It was sent before, and staff gave it back. */
  wasReturned: boolean;
}> {
  const merchant = await requireEditable();
  const { db } = await database();
  const [form, files, found, sent] = await Promise.all([
    readApplicationForm(db, merchant.application.id),
    listFiles(db, merchant.application.id),
    findPerson(db, merchant.userId),
    listSubmissionProgress(db, merchant.application.id),
  ]);
  const person = {
    name: merchant.name,
    email: found?.email ?? "",
    businessName: merchant.application.businessName,
  };
  return { merchant, form, person, files, wasReturned: sent.length > 0 };
}
