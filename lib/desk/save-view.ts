/** Views of one's own. They concern nobody else and no merchant, so nothing about them is written down. */
import { database } from "@/db/client";
import {
  countSavedViews,
  deleteSavedView,
  insertSavedView,
  listSavedViews,
  renameSavedView,
} from "@/db/queries/saved-views";
import type { StaffActor } from "../domain/actor";
import { maxSavedViews } from "../domain/saved-view";
import { notFound, refused } from "../errors";

const taken = () => refused("checkFields", [{ path: "name", key: "view.taken" }]);

/**
 * Keeps a choice of filters under a name.
 * @throws AppError refused with an issue on `name`: there is one of that name, or there are too many
 */
export async function saveView({
  actor,
  input: { name, query },
}: {
  actor: StaffActor;
  input: { name: string; query: string };
}): Promise<void> {
  const { db } = await database();
  if ((await countSavedViews(db, actor.userId)) >= maxSavedViews) {
    throw refused("checkFields", [{ path: "name", key: "view.many", params: { max: maxSavedViews } }]);
  }
  if (!(await insertSavedView(db, { userId: actor.userId, name, query }))) throw taken();
}

/** @throws AppError not_found · refused with an issue on `name` when another one is called so */
export async function renameView({
  actor,
  input: { viewId, name },
}: {
  actor: StaffActor;
  input: { viewId: string; name: string };
}): Promise<void> {
  const { db } = await database();
  await db.transaction(async (tx) => {
    const others = (await listSavedViews(tx, actor.userId)).filter(({ id }) => id !== viewId);
    if (others.some((view) => view.name === name)) throw taken();
    if (!(await renameSavedView(tx, actor.userId, viewId, name))) throw notFound();
  });
}

/** Deleted twice, or somebody else's, it stays as it is. */
export async function deleteView({
  actor,
  input: { viewId },
}: {
  actor: StaffActor;
  input: { viewId: string };
}): Promise<void> {
  await deleteSavedView((await database()).db, actor.userId, viewId);
}
