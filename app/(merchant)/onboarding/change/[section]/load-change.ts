import { notFound, redirect } from "next/navigation";
import { database } from "@/db/client";
import { type ChangeRequest, listChanges } from "@/db/queries/changes";
import { listEntities } from "@/db/queries/kyb";
import { isEditable } from "@/lib/domain/applications";
import { type ChangeableType, isChangeable } from "@/lib/domain/changes";
import { type SectionSlug, sectionSlugs } from "@/lib/domain/correction";
import { isBrandSuspended, worstState } from "@/lib/domain/sections";
import { paths } from "@/lib/paths";
import { requireMerchant } from "@/lib/session";

export type ChangeView = {
  slug: SectionSlug;
  type: ChangeableType;
  /** The request that is open or was granted; null when there is none to wait for. */
  current: ChangeRequest | null;
  /** The last one, when it was declined. */
  declined: ChangeRequest | null;
};

/** A section that may be changed after approval, by the word in its address; not found for any other. */
export function changeableIn(name: string): { slug: SectionSlug; type: ChangeableType } {
  const slug = (Object.keys(sectionSlugs) as SectionSlug[]).find((one) => one === name);
  const type = slug && sectionSlugs[slug];
  return slug && type && isChangeable(type) ? { slug, type } : notFound();
}

/** How a wish to change the section stands; off to the status page when the section is not approved. */
export async function loadChange(name: string): Promise<ChangeView> {
  const { slug, type } = changeableIn(name);
  const { application } = await requireMerchant();
  if (isEditable(application.state)) redirect(paths.onboarding);
  if (application.way === "lite") redirect(paths.status);
  const { db } = await database();
  const entities = await listEntities(db, application.id);
  const changes = (await listChanges(db, application.id)).filter((change) => change.type === type);
  const current = changes.find(({ state }) => state === "asked" || state === "approved") ?? null;
  const own = entities.filter((entity) => entity.type === type).map(({ state }) => state);
  if (isBrandSuspended(entities) || (!current && worstState(own) !== "approved")) redirect(paths.status);
  const [latest] = changes;
  return { slug, type, current, declined: latest?.state === "declined" ? latest : null };
}
