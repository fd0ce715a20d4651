/** What happens once it is clear who signs in: where they go, and the first step of a merchant. */
import { database } from "@/db/client";
import { findOwnApplication, updateApplication } from "@/db/queries/applications";
import { closeInvitations } from "@/db/queries/invitations";
import { findPerson, updateLocale } from "@/db/queries/users";
import { type AuditDetail, emitAudit } from "../audit/emit";
import { AppError } from "../errors";
import { changeApplication } from "../live/change-application";
import type { Locale } from "../locale";
import { paths } from "../paths";
import type { Accepted } from "./accept-invitation";

/** A merchant who signs in has begun: `invited` becomes `draft`, and the invitation's link has done its work. */
async function beginApplication(userId: string, link: Accepted["link"]): Promise<void> {
  const own = await findOwnApplication((await database()).db, userId);
  if (own?.state !== "invited") return;
  await changeApplication(own.id, async (tx, application) => {
    if (application.state !== "invited") return;
    // The invitation may have been revoked since the caller looked.
    if (!(await findPerson(tx, userId))) throw new AppError("not_allowed", "notAllowed");
    await updateApplication(tx, application.id, { state: "draft" });
    await closeInvitations(tx, application.id, new Date());
    const actor = { kind: "merchant", userId, applicationId: application.id } as const;
    // Whoever copied a link could have opened it themselves, so the trail tells which one it was and whose.
    const detail: AuditDetail = link ? { linkId: link.id, linkMadeBy: link.madeBy } : {};
    await emitAudit(tx, { applicationId: application.id, actor, action: "application.started", detail });
  });
}

/**
 * Prepares the portal for a person who has just proved to be who they are.
 * @param chosenLocale the language chosen in this browser; kept for mails. Without one, the person's own is returned.
 * @param link the further link of an invitation by which they came, if it was one
 * @throws AppError not_allowed when the person was disabled meanwhile
 */
export async function enterPortal({
  userId,
  chosenLocale,
  link = null,
}: {
  userId: string;
  chosenLocale: Locale | null;
  link?: Accepted["link"];
}): Promise<{ nextPath: string; locale: Locale | null }> {
  const { db } = await database();
  const person = await findPerson(db, userId);
  if (!person) throw new AppError("not_allowed", "notAllowed");
  if (chosenLocale && chosenLocale !== person.locale) await updateLocale(db, userId, chosenLocale);
  const locale = chosenLocale ?? person.locale;
  if (person.role === "staff") return { nextPath: paths.desk, locale };
  await beginApplication(userId, link);
  return { nextPath: paths.onboarding, locale };
}
