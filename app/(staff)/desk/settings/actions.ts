"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { database } from "@/db/client";
import { staffAction, staffFormAction } from "@/lib/action";
import type { StaffActor } from "@/lib/domain/actor";
import { dokuAccountSchema, saveDokuSchema } from "@/lib/domain/doku-settings";
import {
  contactFormSchema,
  lookFormSchema,
  privacyFormSchema,
  type SettingsChange,
  workFormSchema,
} from "@/lib/domain/settings-form";
import { paths } from "@/lib/paths";
import { forgetCredentials, saveCredentials, tryCredentials } from "@/lib/settings/doku-credentials";
import { saveSettings } from "@/lib/settings/save-settings";
import { requireConfirmed } from "@/lib/sign-in/confirm-again";

/** Name, colour and languages are on every page, so none may be shown as it was. */
async function saveAndShow(call: { actor: StaffActor; sessionId: string; input: SettingsChange }): Promise<void> {
  await saveSettings(call);
  revalidatePath(paths.home, "layout");
}

/** Name and colour of the partner. */
export const saveLook = staffFormAction("settings.manage", lookFormSchema, saveAndShow);

/** Whom merchants ask, and in which languages the portal speaks. */
export const saveContact = staffFormAction("settings.manage", contactFormSchema, saveAndShow);

/** How the staff works: reminders, four eyes, assignment. */
export const saveWork = staffFormAction("settings.manage", workFormSchema, saveAndShow);

/** How long data is kept. */
export const savePrivacy = staffFormAction("settings.manage", privacyFormSchema, saveAndShow);

/** Asks DOKU for a token with what was typed, without keeping it. */
export const testDoku = staffAction("settings.manage", dokuAccountSchema, tryCredentials);

/** @throws AppError refused "confirmAgain" */
async function requireConfirmedHere({ actor, sessionId }: { actor: StaffActor; sessionId: string }): Promise<void> {
  await requireConfirmed((await database()).db, { userId: actor.userId, sessionId });
}

/** Keeps DOKU's credentials, tested first. */
export const saveDoku = staffAction("settings.manage", saveDokuSchema, async (call) => {
  await requireConfirmedHere(call);
  const result = await saveCredentials(call);
  revalidatePath(paths.deskSettings);
  return result;
});

/** Back to the credentials of the environment. */
export const forgetDoku = staffFormAction("settings.manage", z.object({}), async (call) => {
  await requireConfirmedHere(call);
  await forgetCredentials(call);
  revalidatePath(paths.deskSettings);
});
