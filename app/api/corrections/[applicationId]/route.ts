/** GET `{ text }`: that somebody else has changed an open section last, for a form that is open. */
import { z } from "zod";
import { otherHandText } from "@/app/(merchant)/onboarding/correct/hand-text";
import { database } from "@/db/client";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { type SectionSlug, sectionSlugs } from "@/lib/domain/correction";
import { mayDo } from "@/lib/domain/permissions";
import { AppError, notFound } from "@/lib/errors";
import { json, respond } from "@/lib/http";
import { readSession } from "@/lib/session";

type Context = { params: Promise<{ applicationId: string }> };

const slugSchema = z.enum(Object.keys(sectionSlugs) as [SectionSlug, ...SectionSlug[]]);

/** For the merchant itself and for staff who may correct; for anyone else it does not exist. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const session = await readSession();
    if (!session) throw new AppError("signed_out", "signedOut");
    const id = z.uuid().safeParse((await params).applicationId);
    const slug = slugSchema.safeParse(new URL(request.url).searchParams.get("section"));
    if (!id.success || !slug.success) throw notFound();
    const application = await findApplicationUnscoped((await database()).db, id.data);
    const mayAsk =
      session.role === "staff" ? mayDo(session.staffRole, "case.correct") : application?.ownerId === session.userId;
    if (!application || !mayAsk) throw notFound();
    return json({ text: await otherHandText(session, application, slug.data) });
  });
}
