import { cache } from "react";
import { database } from "@/db/client";
import { listSavedViews } from "@/db/queries/saved-views";

/** A person's own views, which the frame and the list both show; read once a page. */
export const savedViewsOf = cache(async (userId: string) => await listSavedViews((await database()).db, userId));
