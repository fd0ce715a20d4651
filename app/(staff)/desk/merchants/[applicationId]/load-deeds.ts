import { getTranslations } from "next-intl/server";
import type { Returnable } from "@/components/desk/case-return";
import { sectionKey } from "@/components/kyb/section-words";
import { database } from "@/db/client";
import { listUnseenMentions } from "@/db/queries/comments";
import { listNames } from "@/db/queries/desk";
import { listStandingReturns } from "@/db/queries/returns";
import { countOpenCases, listColleagues } from "@/db/queries/staff";
import { canHaveCases } from "@/lib/desk/give-case";
import { reasonsFor } from "@/lib/domain/case-deeds";
import { slugOf } from "@/lib/domain/correction";
import { reasonTextKey, subjectOfNote } from "@/lib/domain/reasons";
import { verdictTypes } from "@/lib/domain/sections";
import { otherLookers } from "@/lib/live/lookers";
import { paths } from "@/lib/paths";
import type { Session } from "@/lib/session";
import type { loadMerchant } from "./load-merchant";

export type Merchant = NonNullable<Awaited<ReturnType<typeof loadMerchant>>>;

async function loadColleagues() {
  const { db } = await database();
  const [colleagues, cases] = await Promise.all([listColleagues(db), countOpenCases(db)]);
  return colleagues.map((one) => ({
    id: one.id,
    name: one.name,
    isAway: one.awayAt !== null,
    canHave: canHaveCases(one),
    cases: cases.get(one.id) ?? 0,
  }));
}

/** What was given back and waits for the merchant, with who did it. */
async function loadReturned(applicationId: string) {
  const { db } = await database();
  const standing = await listStandingReturns(db, applicationId);
  const names = await listNames(db, [...new Set(standing.map(({ returnedBy }) => returnedBy))]);
  return standing.map((one) => ({ ...one, returnedByName: names.get(one.returnedBy) ?? null }));
}
export type ReturnedByStaff = Awaited<ReturnType<typeof loadReturned>>[number];

/** The refused sections that staff can give back now, in the reader's words. */
async function returnableIn(merchant: Merchant, returned: readonly ReturnedByStaff[]): Promise<Returnable[]> {
  const [sections, reasons] = await Promise.all([getTranslations("sections"), getTranslations("reasons")]);
  if (!merchant.canCorrect) return [];
  const waiting = merchant.sections.filter(
    ({ type, state }) =>
      state === "rejected" && verdictTypes.includes(type) && !returned.some((one) => one.type === type),
  );
  return waiting.map(({ type, reasons: notes }) => {
    const known = reasonsFor(type);
    const subject = subjectOfNote(type, "", null);
    const certain = notes.filter(({ certain, code }) => certain && code !== "OTHER" && known.includes(code));
    return {
      type,
      name: sections(`name.${sectionKey(type)}`),
      notes: [...new Set(notes.map(({ note }) => sections("quoted", { text: note.message })))],
      suggested: [...new Set(certain.map(({ code }) => code))],
      reasons: known.map((code) => ({ code, title: reasons(`${reasonTextKey(code, type)}.title`, { subject }) })),
    };
  });
}

/** What the deeds of staff on a merchant's page need to know. */
export async function loadDeeds(merchant: Merchant, session: Pick<Session, "userId">) {
  const { application } = merchant;
  const { db } = await database();
  const [colleagues, returned, looking, unseenMentions] = await Promise.all([
    loadColleagues(),
    loadReturned(application.id),
    otherLookers({ applicationId: application.id, userId: session.userId }),
    listUnseenMentions(db, application.id, session.userId),
  ]);
  const corrigible = merchant.sections.filter(({ type, state }) => state === "rejected" && slugOf(type) !== null);
  return {
    colleagues,
    returned,
    looking,
    unseenMentions,
    returnable: await returnableIn(merchant, returned),
    /** Where each refused section is corrected on the merchant's behalf. */
    correctHrefs: new Map(
      (merchant.canCorrect ? corrigible : []).flatMap(({ type }) => {
        const slug = slugOf(type);
        return slug ? [[type, paths.deskCorrect(application.id, slug)] as const] : [];
      }),
    ),
  };
}
export type Deeds = Awaited<ReturnType<typeof loadDeeds>>;
