/** Somebody looks at where they are signed in, and ends what they do not know. */
import { database, type Tx } from "@/db/client";
import { deleteOtherSessionsOf, deleteSessionOf, listSessionsOf, type OwnSession } from "@/db/queries/sessions";
import { emitStaffAudit } from "../audit/emit";
import type { MerchantActor, StaffActor } from "../domain/actor";
import { notFound } from "../errors";

type Own = { actor: MerchantActor | StaffActor; sessionId: string };

/** One's own sessions, the one that asks first. */
export async function readOwnSessions(
  userId: string,
  sessionId: string,
): Promise<{ current: OwnSession | null; others: OwnSession[] }> {
  const all = await listSessionsOf((await database()).db, userId, new Date());
  return { current: all.find(({ id }) => id === sessionId) ?? null, others: all.filter(({ id }) => id !== sessionId) };
}

/** What merchants do with their own sessions concerns no application, and no trail has a place for it. */
async function note(tx: Tx, actor: Own["actor"], action: string, detail: Record<string, string | number>) {
  if (actor.kind === "staff") await emitStaffAudit(tx, { actor, action, detail });
}

/** Ends one of one's own sessions. @throws AppError not_found for anybody else's, and for one that has ended */
export async function endOwnSession({ actor, input }: Pick<Own, "actor"> & { input: { id: string } }): Promise<void> {
  const { db } = await database();
  await db.transaction(async (tx) => {
    if (!(await deleteSessionOf(tx, actor.userId, input.id))) throw notFound();
    await note(tx, actor, "session.ended", { sessionId: input.id });
  });
}

/** Ends every session of one's own but the one that asks. */
export async function endOtherSessions({ actor, sessionId }: Own): Promise<void> {
  const { db } = await database();
  await db.transaction(async (tx) => {
    const count = await deleteOtherSessionsOf(tx, actor.userId, sessionId);
    if (count > 0) await note(tx, actor, "session.others_ended", { count });
  });
}
