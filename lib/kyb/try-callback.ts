import type { Tx } from "@/db/client";
import type { OwnApplication } from "@/db/queries/applications";
import type { CallbackEvent } from "../doku/callback";
import { errorKind, log } from "../log";
import { type Applied, applyCallback } from "./apply-callback";

/** Applies behind a savepoint: what fails inside is undone, the stored event is not, and the reading makes it good. */
export async function tryCallback(
  tx: Tx,
  application: OwnApplication,
  event: CallbackEvent,
  heardAt?: Date,
): Promise<Applied | { outcome: "failed"; why: string; read: true }> {
  try {
    return await tx.transaction((inner) => applyCallback(inner, application, event, heardAt));
  } catch (error) {
    log.error("callback.failed", { applicationId: application.id, error: errorKind(error) });
    return { outcome: "failed" as const, why: errorKind(error), read: true };
  }
}
