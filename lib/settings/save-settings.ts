/** An admin changes some of the partner's settings. */
import { isDeepStrictEqual } from "node:util";
import { database } from "@/db/client";
import { findPartnerSettings, lockPartnerSettings, savePartnerSettings } from "@/db/queries/partner";
import { emitStaffAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { readPartnerSettings } from "../domain/partner-settings";
import { needsProof, type SettingsChange } from "../domain/settings-form";
import { requireConfirmed } from "../sign-in/confirm-again";

/**
 * Keeps what is given and leaves the rest; the audit trail names which of them changed. Two forms sent at once both
 * count, because each is laid over what is stored by then.
 * @throws AppError as `requireConfirmed`, for what `needsProof`
 */
export async function saveSettings({
  actor,
  sessionId,
  input,
}: {
  actor: StaffActor;
  sessionId: string;
  input: SettingsChange;
}): Promise<void> {
  const { db } = await database();
  await db.transaction(async (tx) => {
    await lockPartnerSettings(tx);
    const before = readPartnerSettings((await findPartnerSettings(tx))?.values ?? {});
    const after = { ...before, ...input };
    const changed = Object.keys(input).filter(
      (key) => !isDeepStrictEqual(before[key as keyof SettingsChange], after[key as keyof SettingsChange]),
    );
    if (changed.length === 0) return;
    if (needsProof(changed, after)) await requireConfirmed(tx, { userId: actor.userId, sessionId });
    await savePartnerSettings(tx, { values: after });
    await emitStaffAudit(tx, { actor, action: "settings.changed", detail: { changed: changed.sort().join(" ") } });
  });
}
