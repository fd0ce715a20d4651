/** What happens once it is clear who signs in: where they go, and the first step of a merchant. */
import { database } from "@/db/client";
import { findOwnApplication, updateApplication } from "@/db/queries/applications";
import { closeInvitations } from "@/db/queries/invitations";
import { findPerson, updateLocale } from "@/db/queries/users";
import { emitAudit } from "../audit/emit";
import { AppError } from "../errors";
import { changeApplication } from "../live/change-application";
import type { Locale } from "../locale";
import { paths } from "../paths";

/** A merchant who signs in has begun: `invited` becomes `draft`, and the invitation's link has done its work. */
async function beginApplication(userId: string): Promise<void> {
  const own = await findOwnApplication((await database()).db, userId);
  if (own?.state !== "invited") return;
  await changeApplication(own.id, async (tx, application) => {
    if (application.state !== "invited") return;
    // The invitation may have been revoked since the caller looked.
    if (!(await findPerson(tx, userId))) throw new AppError("not_allowed", "notAllowed");
    await updateApplication(tx, application.id, { state: "draft" });
    await closeInvitations(tx, application.id, new Date());
    const actor = { kind: "merchant", userId, applicationId: application.id } as const;
    await emitAudit(tx, { applicationId: application.id, actor, action: "application.started" });
  });
}

/**
 * Prepares the portal for a person who has just proved to be who they are.
 * @param chosenLocale the language chosen in this browser; kept for mails. Without one, the person's own is returned.
 * @throws AppError not_allowed when the person was disabled meanwhile
 */
export async function enterPortal({
  userId,
  chosenLocale,
}: {
  userId: string;
  chosenLocale: Locale | null;
}): Promise<{ nextPath: string; locale: Locale | null }> {
  const { db } = await database();
  const person = await findPerson(db, userId);
  if (!person) throw new AppError("not_allowed", "notAllowed");
  if (chosenLocale && chosenLocale !== person.locale) await updateLocale(db, userId, chosenLocale);
  const locale = chosenLocale ?? person.locale;
  if (person.role === "staff") return { nextPath: paths.desk, locale };
  await beginApplication(userId);
  return { nextPath: paths.onboarding, locale };
}
