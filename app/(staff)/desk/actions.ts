"use server";

import { redirect } from "next/navigation";
import { staffFormAction } from "@/lib/action";
import { searchHref, searchSchema } from "./load-desk";

/** Looks for merchants. A POST, because what staff type may be somebody's e-mail address. */
export const search = staffFormAction("desk.see", searchSchema, async ({ input }) => redirect(await searchHref(input)));
