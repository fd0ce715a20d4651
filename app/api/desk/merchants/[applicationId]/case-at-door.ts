import { z } from "zod";
import { notFound } from "@/lib/errors";
import { staffAtDoor } from "@/lib/session";

/**
 * Staff who correct on a merchant's behalf: who, and for which merchant.
 * @throws AppError signed_out · not_allowed · not_found for an address that names no merchant
 */
export async function caseAtDoor(params: Promise<{ applicationId: string }>) {
  const actor = await staffAtDoor("case.correct");
  const applicationId = z.uuid().safeParse((await params).applicationId);
  if (!applicationId.success) throw notFound();
  return { ...actor, applicationId: applicationId.data };
}
