/** One deed on several merchants, each in a transaction of its own: what was done stays done when a later one fails. */
import type { StaffActor } from "../domain/actor";
import { AppError } from "../errors";
import { askDoku } from "../kyb/ask-doku";
import { snoozeCase } from "./snooze";

/** @throws AppError not_found */
export async function snoozeCases({
  actor,
  input: { applicationIds, until },
}: {
  actor: StaffActor;
  input: { applicationIds: readonly string[]; until: Date | null };
}): Promise<void> {
  for (const applicationId of new Set(applicationIds)) await snoozeCase({ actor, input: { applicationId, until } });
}

/**
 * Asks DOKU about each that it has.
 * @throws AppError conflict "notAtDoku" when it has none of them · not_found
 */
export async function askAboutMany({
  actor,
  input: { applicationIds },
}: {
  actor: StaffActor;
  input: { applicationIds: readonly string[] };
}): Promise<void> {
  let asked = 0;
  let missing: AppError | null = null;
  for (const applicationId of new Set(applicationIds)) {
    try {
      await askDoku({ actor, input: { applicationId } });
      asked += 1;
    } catch (error) {
      if (!(error instanceof AppError) || error.key !== "notAtDoku") throw error;
      missing = error;
    }
  }
  if (asked === 0 && missing) throw missing;
}
