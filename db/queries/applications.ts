/** Applications and what the merchant has typed. Merchant queries take the owner first. */
import { and, desc, eq, gt, or, sql } from "drizzle-orm";
import type { Requirement } from "../../lib/domain/requirements";
import { personKeysIn } from "../../lib/domain/search-words";
import type { Db } from "../client";
import { databaseClock } from "../clock";
import { applications, drafts, requirementSets } from "../schema";
import { personParts, writeMerchantWords, writeSearchKeys } from "./search";
import { insertStanding } from "./standing";

const own = {
  id: applications.id,
  ownerId: applications.ownerId,
  state: applications.state,
  businessName: applications.businessName,
  brandName: applications.brandName,
  businessType: applications.businessType,
  legalEntity: applications.legalEntity,
  line: applications.line,
  nationality: applications.nationality,
  dokuBusinessId: applications.dokuBusinessId,
  dokuBrandId: applications.dokuBrandId,
  submittedAt: applications.submittedAt,
  confirmedAt: applications.confirmedAt,
  overall: applications.overall,
  nextReadAt: applications.nextReadAt,
  readFailures: applications.readFailures,
  dueSoonAt: applications.dueSoonAt,
  dueAt: applications.dueAt,
  clockToldAt: applications.clockToldAt,
  way: applications.way,
  standing: applications.standing,
  needs: applications.needs,
  needsAt: applications.needsAt,
  snoozedUntil: applications.snoozedUntil,
  assigneeId: applications.assigneeId,
  refused: applications.refused,
  reasons: applications.reasons,
  remindAt: applications.remindAt,
  reminded: applications.reminded,
  caseVersion: applications.caseVersion,
  revision: applications.revision,
  createdAt: applications.createdAt,
  updatedAt: applications.updatedAt,
};
/** An application without its secrets. */
export type OwnApplication = Pick<typeof applications.$inferSelect, keyof typeof own>;

/** The owner's application; a merchant has one. */
export async function findOwnApplication(db: Db, ownerId: string): Promise<OwnApplication | null> {
  const [row] = await db
    .select(own)
    .from(applications)
    .where(eq(applications.ownerId, ownerId))
    .orderBy(desc(applications.createdAt))
    .limit(1);
  return row ?? null;
}

/** For staff, webhooks and background work, who act on any merchant. */
export async function findApplicationUnscoped(db: Db, applicationId: string): Promise<OwnApplication | null> {
  const [row] = await db.select(own).from(applications).where(eq(applications.id, applicationId));
  return row ?? null;
}

/**
 * Takes the application's row lock for the rest of the transaction and returns it. Writers of one application queue here; rows that
 * only refer to it, such as callbacks that come meanwhile, can be stored ("no key").
 */
export async function lockApplicationUnscoped(db: Db, applicationId: string): Promise<OwnApplication | null> {
  const [row] = await db.select(own).from(applications).where(eq(applications.id, applicationId)).for("no key update");
  return row ?? null;
}

export async function insertApplication(
  db: Db,
  values: Pick<
    typeof applications.$inferInsert,
    "ownerId" | "businessName" | "webhookToken" | "webhookTokenHash" | "way" | "state"
  >,
): Promise<string> {
  const [row] = await db
    .insert(applications)
    .values(values)
    .returning({ id: applications.id, standing: applications.standing });
  if (!row) throw new Error("insert returned no row");
  await insertStanding(db, row.id, row.standing, new Date());
  await writeMerchantWords(db, row.id, { brandName: null, needsAt: null, ...values });
  return row.id;
}

type ApplicationChange = Partial<
  Pick<
    typeof applications.$inferInsert,
    | "state"
    | "way"
    | "businessName"
    | "brandName"
    | "businessType"
    | "legalEntity"
    | "line"
    | "nationality"
    | "dokuBusinessId"
    | "dokuBrandId"
    | "sharedKey"
    | "submittedAt"
    | "confirmedAt"
    | "overall"
    | "nextReadAt"
    | "readFailures"
    | "dueSoonAt"
    | "dueAt"
    | "clockTellAt"
    | "clockToldAt"
    | "needs"
    | "needsAt"
    | "snoozedUntil"
    | "assigneeId"
    | "refused"
    | "reasons"
    | "remindAt"
    | "reminded"
  >
>;

/**
 * Changes an application and raises its revision, which is what open pages notice.
 * @param isNews false for what is only looked at again, such as a reading that changed nothing: lists are sorted by
 * news, and decisions of staff are refused when there was some since they looked
 * @returns the application as it is now
 */
export async function updateApplication(
  db: Db,
  applicationId: string,
  change: ApplicationChange,
  isNews = true,
): Promise<OwnApplication> {
  const [row] = await db
    .update(applications)
    .set({
      ...change,
      revision: sql`${applications.revision} + 1`,
      ...(isNews ? { updatedAt: databaseClock, caseVersion: sql`${applications.caseVersion} + 1` } : {}),
    })
    .where(eq(applications.id, applicationId))
    .returning(own);
  if (!row) throw new Error("update of an application that is gone");
  return row;
}

/** `byStaff`: who of the staff wrote it last; null for the merchant. */
export type Draft = {
  part: string;
  values: Record<string, unknown>;
  completedAt: Date | null;
  byStaff: string | null;
  updatedAt: Date;
};

export async function listDrafts(db: Db, applicationId: string): Promise<Draft[]> {
  return await db
    .select({
      part: drafts.part,
      values: drafts.values,
      completedAt: drafts.completedAt,
      byStaff: drafts.byStaff,
      updatedAt: drafts.updatedAt,
    })
    .from(drafts)
    .where(eq(drafts.applicationId, applicationId));
}

/** Whether staff would find the merchant by something else: most of what is saved while typing changes none of it. */
async function isFoundAnew(db: Db, applicationId: string, part: string, values: Record<string, unknown>) {
  if (!personParts.includes(part)) return false;
  const [before] = await db
    .select({ values: drafts.values })
    .from(drafts)
    .where(and(eq(drafts.applicationId, applicationId), eq(drafts.part, part)));
  const keys = (of: Record<string, unknown>) => JSON.stringify(personKeysIn(part, of));
  return keys(before?.values ?? {}) !== keys(values);
}

/** Writes one part of the draft; `completedAt` null takes back that it was complete, `byStaff` null is the merchant. */
export async function upsertDraft(
  db: Db,
  applicationId: string,
  part: string,
  values: Record<string, unknown>,
  completedAt: Date | null,
  byStaff: string | null = null,
): Promise<void> {
  const row = { values, completedAt, byStaff, updatedAt: new Date() };
  const foundAnew = await isFoundAnew(db, applicationId, part, values);
  await db
    .insert(drafts)
    .values({ applicationId, part, ...row })
    .onConflictDoUpdate({ target: [drafts.applicationId, drafts.part], set: row });
  if (foundAnew) await writeSearchKeys(db, applicationId);
}

export async function findRequirementSet(db: Db, applicationId: string) {
  const [row] = await db
    .select({
      kindKey: requirementSets.kindKey,
      requirements: requirementSets.requirements,
      previous: requirementSets.previous,
      changedAt: requirementSets.changedAt,
      fetchedAt: requirementSets.fetchedAt,
    })
    .from(requirementSets)
    .where(eq(requirementSets.applicationId, applicationId));
  return row ?? null;
}

/**
 * The requirements that this portal read last for this kind, whoever's they are, if that was after `since`; the merchant's own
 * however old. Null when nobody's are known.
 */
export async function findKnownRequirements(
  db: Db,
  { kindKey, applicationId, since }: { kindKey: string; applicationId: string; since: Date },
): Promise<{ requirements: Requirement[]; fetchedAt: Date } | null> {
  const isUsable = or(gt(requirementSets.fetchedAt, since), eq(requirementSets.applicationId, applicationId));
  const [row] = await db
    .select({ requirements: requirementSets.requirements, fetchedAt: requirementSets.fetchedAt })
    .from(requirementSets)
    .where(and(eq(requirementSets.kindKey, kindKey), isUsable))
    .orderBy(desc(requirementSets.fetchedAt))
    .limit(1);
  return row ?? null;
}

/** @param values.fetchedAt when DOKU said so: now, or earlier for what is only kept */
export async function upsertRequirementSet(
  db: Db,
  applicationId: string,
  values: {
    kindKey: string;
    requirements: Requirement[];
    previous: Requirement[] | null;
    changedAt: Date | null;
    fetchedAt?: Date;
  },
): Promise<void> {
  const row = { fetchedAt: new Date(), ...values };
  await db
    .insert(requirementSets)
    .values({ applicationId, ...row })
    .onConflictDoUpdate({ target: requirementSets.applicationId, set: row });
}
