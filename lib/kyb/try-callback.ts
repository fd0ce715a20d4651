import type { Tx } from "@/db/client";
import { isPassing } from "@/db/passing";
import type { OwnApplication } from "@/db/queries/applications";
import type { CallbackEvent } from "../doku/callback";
import { errorKind, log } from "../log";
import { type Applied, applyCallback } from "./apply-callback";

export type Tried = Applied | { outcome: "failed"; why: string; read: true };

/**
 * Applies behind a savepoint: what fails inside is undone, the stored event is not, and the reading makes it good.
 * @throws what the database refused only for the moment; the whole is done again then
 */
export async function tryCallback(
  tx: Tx,
  application: OwnApplication,
  event: CallbackEvent,
  heardAt?: Date,
): Promise<Tried> {
  try {
    return await tx.transaction((inner) => applyCallback(inner, application, event, heardAt));
  } catch (error) {
    if (isPassing(error)) throw error;
    log.error("callback.failed", { applicationId: application.id, error: errorKind(error) });
    return { outcome: "failed" as const, why: errorKind(error), read: true };
  }
}
