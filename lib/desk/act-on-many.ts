/** One deed on several merchants, each in a transaction of its own: what was done stays done when a later one fails. */
import type { StaffActor } from "../domain/actor";
import { AppError, conflict } from "../errors";
import { askDoku } from "../kyb/ask-doku";
import { snoozeCase } from "./snooze";

/**
 * Keeps those out of the queue to which nothing has happened since they were listed: what came since, nobody has seen.
 * @param input.cases each with the `caseVersion` that was listed
 * @throws AppError conflict "many.moved" after the others, when some were left out · not_found
 */
export async function snoozeCases({
  actor,
  input: { cases, until },
}: {
  actor: StaffActor;
  input: { cases: readonly { applicationId: string; seen: number }[]; until: Date | null };
}): Promise<void> {
  let isAnyMoved = false;
  for (const one of cases) {
    try {
      await snoozeCase({ actor, input: { ...one, until } });
    } catch (error) {
      if (!(error instanceof AppError) || error.key !== "decidedMeanwhile") throw error;
      isAnyMoved = true;
    }
  }
  if (isAnyMoved) throw conflict("many.moved");
}

/**
 * Asks DOKU about each that it has.
 * @throws AppError conflict "many.notAtDoku" when it has none of them · not_found
 */
export async function askAboutMany({
  actor,
  input: { applicationIds },
}: {
  actor: StaffActor;
  input: { applicationIds: readonly string[] };
}): Promise<void> {
  let asked = 0;
  for (const applicationId of new Set(applicationIds)) {
    try {
      await askDoku({ actor, input: { applicationId } });
      asked += 1;
    } catch (error) {
      if (!(error instanceof AppError) || error.key !== "notAtDoku") throw error;
    }
  }
  if (asked === 0) throw conflict("many.notAtDoku");
}
