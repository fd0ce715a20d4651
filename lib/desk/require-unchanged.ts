import type { OwnApplication } from "@/db/queries/applications";
import { conflict } from "../errors";

/**
 * Refuses a decision of staff when something that it depends on has happened since they looked. Call it first, under the
 * application's lock (inside `changeApplication`).
 * @param seen the application's `caseVersion` when the page was rendered; undefined for callers that are no page
 * @throws AppError conflict "decidedMeanwhile"; the merchant's page tells what it was (`listMeanwhile`)
 */
export function requireUnchanged({ caseVersion }: Pick<OwnApplication, "caseVersion">, seen: number | undefined): void {
  if (seen !== undefined && seen !== caseVersion) throw conflict("decidedMeanwhile");
}
