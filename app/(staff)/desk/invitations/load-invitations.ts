import { z } from "zod";
import { database } from "@/db/client";
import { listInvitations } from "@/db/queries/invitations";
import { cursorText, readCursor } from "@/db/queries/keyset";
import { findDeskRevision } from "@/db/queries/live";
import { type InvitationState, invitationStateOf, invitationStates } from "@/lib/domain/invitation";
import { paths } from "@/lib/paths";

/** What the address asks for; what it cannot mean is left out. */
const addressSchema = z.object({
  state: z.enum(invitationStates).nullable().catch(null),
  after: z.string().optional().catch(undefined),
});

export function invitationsHref({
  state,
  after,
}: {
  state: InvitationState | null;
  after?: string | undefined;
}): string {
  const query = new URLSearchParams({ ...(state ? { state } : {}), ...(after ? { after } : {}) });
  return query.size > 0 ? `${paths.deskInvitations}?${query}` : paths.deskInvitations;
}

/** One page of invitations for an address, the newest first. */
export async function loadInvitations(searchParams: Record<string, unknown>, now = new Date()) {
  const { state, after } = addressSchema.parse(searchParams);
  const cursor = readCursor(after);
  const { db } = await database();
  // Before the rows: a change in between is then heard of as news.
  const revision = await findDeskRevision(db);
  const { invitations, next } = await listInvitations(db, { state, now }, cursor);
  return {
    state,
    now,
    revision,
    rows: invitations.map((row) => ({ ...row, state: invitationStateOf(row, now) })),
    isFirstPage: !cursor,
    nextHref: next && invitationsHref({ state, after: cursorText(next) }),
  };
}
