/** The merchant answers the four questions, and DOKU says what it wants to see. */
import { database } from "@/db/client";
import {
  findKnownRequirements,
  findRequirementSet,
  updateApplication,
  upsertDraft,
  upsertRequirementSet,
} from "@/db/queries/applications";
import { listFiles } from "@/db/queries/files";
import { emitAudit } from "../audit/emit";
import { DokuError } from "../doku/failure";
import type { MerchantActor } from "../domain/actor";
import type { Kind } from "../domain/business";
import { afterReading, uselessFiles } from "../domain/requirement-changes";
import type { Requirement } from "../domain/requirements";
import { AppError } from "../errors";
import { readApplicationForm } from "./application-form";
import { editApplication } from "./edit-application";
import { typedCall } from "./typed-call";

/** What a set of requirements was read for. */
export const kindKeyOf = ({ businessType, legalEntity, line, nationality }: Kind) =>
  [businessType, legalEntity, line, nationality].join(" ");

/** What DOKU asked of others of the same kind is good for so long while DOKU cannot be asked itself. */
const longestKnownMs = 7 * 24 * 3_600_000;

type ReadSet = { requirements: Requirement[]; fetchedAt: Date };

/** What this portal knows already, when DOKU could not say it. A DOKU that refuses the kind has said something. */
async function knownRequirements(applicationId: string, kind: Kind, error: unknown): Promise<ReadSet | null> {
  if (!(error instanceof DokuError) || error.kind === "rejected" || error.kind === "not_found") return null;
  const { db } = await database();
  const since = new Date(Date.now() - longestKnownMs);
  return await findKnownRequirements(db, { kindKey: kindKeyOf(kind), applicationId, since });
}

/** DOKU's own word, or the last one known: a DOKU in trouble stops no merchant that it could not surprise. */
async function requirementsOf(applicationId: string, kind: Kind): Promise<ReadSet> {
  try {
    const requirements = await typedCall(applicationId, "check-requirements", (doku) => doku.checkRequirements(kind));
    return { requirements, fetchedAt: new Date() };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const known = await knownRequirements(applicationId, kind, error);
    if (known) return known;
    throw new AppError("unavailable", "dokuUnreachable", [], { cause: error });
  }
}

export type ChosenKind =
  | { outcome: "chosen" }
  | { outcome: "confirm"; useless: { slotId: string; count: number }[]; kept: number };

async function consequence(applicationId: string, requirements: Requirement[]): Promise<ChosenKind> {
  const { db } = await database();
  const form = await readApplicationForm(db, applicationId);
  const files = await listFiles(db, applicationId);
  const already = new Set(uselessFiles(form, files).map((file) => file.slotId));
  const useless = uselessFiles({ ...form, requirements }, files).filter((file) => !already.has(file.slotId));
  if (useless.length === 0) return { outcome: "chosen" };
  const slotIds = [...new Set(useless.map((file) => file.slotId))];
  const counted = slotIds.map((slotId) => ({ slotId, count: useless.filter((file) => file.slotId === slotId).length }));
  return { outcome: "confirm", useless: counted, kept: files.length - useless.length };
}

/**
 * Keeps the four answers, asks DOKU (outside any transaction) and stores its requirements with them, with when they were read: what
 * was only known is so read again soon (refresh-requirements). Nothing is deleted: files that nothing asks for any more are named first,
 * and only `confirmed` goes on.
 * @throws AppError unavailable "dokuUnreachable" · refused "askedTooOften"; the answers are kept · conflict "notEditable" · not_found
 */
export async function chooseKind({
  actor,
  input: { kind, confirmed },
}: {
  actor: MerchantActor;
  input: { kind: Kind; confirmed: boolean };
}): Promise<ChosenKind> {
  await editApplication(actor, async (tx, { id }) => await upsertDraft(tx, id, "kind", kind, null));
  const { requirements, fetchedAt } = await requirementsOf(actor.applicationId, kind);
  const found = await consequence(actor.applicationId, requirements);
  if (found.outcome === "confirm" && !confirmed) return found;
  await editApplication(actor, async (tx, { id }) => {
    const kindKey = kindKeyOf(kind);
    const before = await findRequirementSet(tx, id);
    // The same kind again is no new choice: what DOKU changed since then must show.
    const told = before?.kindKey === kindKey ? afterReading(before, requirements, new Date()) : null;
    await updateApplication(tx, id, kind);
    await upsertDraft(tx, id, "kind", kind, new Date());
    await upsertRequirementSet(tx, id, {
      kindKey,
      requirements,
      previous: told?.previous ?? null,
      changedAt: told?.changedAt ?? null,
      fetchedAt,
    });
    if (told?.isNews) {
      await emitAudit(tx, { applicationId: id, actor: { kind: "system" }, action: "requirements.changed" });
    }
    await emitAudit(tx, { applicationId: id, actor, action: "kind.chosen", detail: { ...kind } });
  });
  return { outcome: "chosen" };
}
