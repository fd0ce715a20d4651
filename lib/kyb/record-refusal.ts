import type { Tx } from "@/db/client";
import type { Attempt } from "@/db/queries/attempts";
import { insertRefusals } from "@/db/queries/insight";
import { nearestReason } from "../domain/reasons/nearest-reason";
import { noteFingerprint } from "./explain-notes";

/**
 * Writes down for which entries of the catalogue an attempt was refused: the notes themselves are sealed, and nobody
 * counts what has to be opened first. What staff have mapped since is found again by the fingerprint.
 */
export async function recordRefusal(
  tx: Tx,
  applicationId: string,
  { type, attempt, notes }: Pick<Attempt, "type" | "attempt" | "notes">,
  at: Date,
): Promise<void> {
  const known = notes.map((note) => ({
    fingerprint: noteFingerprint(type, note),
    reason: nearestReason(note, type).code,
  }));
  await insertRefusals(tx, { applicationId, type, attempt, at }, known);
}
