/** A choice of filters that a member of staff keeps under a name. */
import { z } from "zod";
import { requiredText } from "./fields/text";
import { queueQuery, readQueueFilter, withoutPlace } from "./queue-filter";

export const maxSavedViews = 30;
const name = requiredText({ max: 40 });

/** The query as it is kept: what cannot be read is left out, and where in the list one was too. */
export function keptQuery(query: string): string {
  const { filter } = readQueueFilter(Object.fromEntries(new URLSearchParams(query)));
  return queueQuery(withoutPlace(filter)).toString();
}

export const saveViewSchema = z.object({ name, query: z.string().max(2_000).transform(keptQuery) });
export const renameViewSchema = z.object({ viewId: z.uuid(), name });
export const deleteViewSchema = z.object({ viewId: z.uuid() });
