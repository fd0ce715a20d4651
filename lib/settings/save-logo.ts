/** An admin gives the portal the partner's logo, or takes it away. */
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { database } from "@/db/client";
import { findPartnerSettings, lockPartnerSettings, savePartnerSettings } from "@/db/queries/partner";
import { emitStaffAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { storage } from "../storage/storage";
import { prepareLogo } from "./prepare-logo";

type Logo = { key: string; type: string } | null;

/** Puts the logo in place of the one before, whose content is forgotten afterwards. */
async function replaceLogo(actor: StaffActor, logo: Logo): Promise<void> {
  const { db } = await database();
  const before = await db.transaction(async (tx) => {
    await lockPartnerSettings(tx);
    const key = (await findPartnerSettings(tx))?.logoKey ?? null;
    await savePartnerSettings(tx, { logoKey: logo?.key ?? null, logoType: logo?.type ?? null });
    await emitStaffAudit(tx, { actor, action: logo ? "settings.logo" : "settings.logo_removed" });
    return key;
  });
  if (before) await storage().remove(before);
}

/** @throws AppError refused, as `prepareLogo` · unavailable "storageFull" */
export async function saveLogo({ actor, input }: { actor: StaffActor; input: { content: Buffer } }): Promise<void> {
  const { type, content } = await prepareLogo(input.content);
  // A key of its own: browsers may keep what is under one for good.
  const key = `partner/${randomUUID()}`;
  await storage().put(key, Readable.from([content]));
  await replaceLogo(actor, { key, type });
}

export async function removeLogo({ actor }: { actor: StaffActor }): Promise<void> {
  await replaceLogo(actor, null);
}
