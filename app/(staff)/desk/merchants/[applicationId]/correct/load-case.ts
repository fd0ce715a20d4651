import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { z } from "zod";
import type { CorrectionDoors } from "@/app/(merchant)/onboarding/correct/doors";
import { readCorrectable } from "@/app/(merchant)/onboarding/correct/load-correction";
import { database } from "@/db/client";
import { findApplicationUnscoped, type OwnApplication } from "@/db/queries/applications";
import { findMerchantPerson, listNames } from "@/db/queries/desk";
import { findLatestOpinion } from "@/db/queries/second-opinions";
import { isOwn } from "@/lib/desk/second-opinion";
import { paths } from "@/lib/paths";
import { requireStaff, type Session } from "@/lib/session";
import {
  continueForMerchant,
  findGapsForMerchant,
  postForMerchant,
  saveValuesForMerchant,
  searchAreasForMerchant,
} from "./actions";

/** The doors of staff who correct on a merchant's behalf. */
async function staffDoors(applicationId: string): Promise<CorrectionDoors> {
  return {
    onBehalf: true,
    overview: paths.deskCorrections(applicationId),
    back: { href: paths.deskMerchant(applicationId), label: (await getTranslations("desk.correct"))("back") },
    section: (slug) => paths.deskCorrect(applicationId, slug),
    continueSection: continueForMerchant,
    findSectionGaps: findGapsForMerchant,
    postSection: postForMerchant,
    saveValues: saveValuesForMerchant,
    searchAreas: searchAreasForMerchant,
  };
}

/** A merchant's case for staff who may correct it; `correctable` is null while nothing is open. */
export const requireCase = cache(async (applicationId: string) => {
  const session: Session = await requireStaff("case.correct");
  if (!z.uuid().safeParse(applicationId).success) notFound();
  const { db } = await database();
  const application = await findApplicationUnscoped(db, applicationId);
  if (!application) notFound();
  const person = await findMerchantPerson(db, applicationId);
  const doors = await staffDoors(applicationId);
  const correctable = await readCorrectable({ application, ownerName: person?.name ?? "", doors });
  return { session, application, doors, correctable };
});

/** The last question to a second person, with the names of both; `isOwn` when the reader may not answer it. */
export async function loadOpinion(application: OwnApplication, reader: Pick<Session, "userId">) {
  const { db } = await database();
  const opinion = await findLatestOpinion(db, application.id);
  if (!opinion) return null;
  const names = await listNames(db, [opinion.askedBy, ...(opinion.decidedBy ? [opinion.decidedBy] : [])]);
  const nameOf = (id: string | null) => (id ? (names.get(id) ?? "") : "");
  return {
    ...opinion,
    isOwn: await isOwn(db, opinion, application, reader),
    askedByName: nameOf(opinion.askedBy),
    decidedByName: nameOf(opinion.decidedBy),
  };
}
export type Opinion = NonNullable<Awaited<ReturnType<typeof loadOpinion>>>;
