import { database } from "@/db/client";
import { findRequirementSet } from "@/db/queries/applications";
import { hasChanges, type RequirementChanges, requirementChanges } from "@/lib/domain/requirement-changes";

/** What DOKU changed since the merchant last looked, or null when nothing did. */
export async function readRequirementNews(
  applicationId: string,
): Promise<{ changes: RequirementChanges; changedAt: Date | null } | null> {
  const set = await findRequirementSet((await database()).db, applicationId);
  if (!set?.previous) return null;
  const changes = requirementChanges(set.previous, set.requirements);
  return hasChanges(changes) ? { changes, changedAt: set.changedAt } : null;
}
