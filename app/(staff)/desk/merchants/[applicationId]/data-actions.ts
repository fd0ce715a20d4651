"use server";

import { z } from "zod";
import { isMeant, personalNumbersOf } from "@/components/desk/answers-model";
import { database } from "@/db/client";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { staffAction } from "@/lib/action";
import { noteReveal } from "@/lib/desk/reveal-numbers";
import { notFound } from "@/lib/errors";
import { loadData } from "./load-data";

/** Personal numbers by their names: one, or all of a section. Nothing is answered before it is written down who asked. */
export const reveal = staffAction(
  "person.reveal",
  z.object({ applicationId: z.uuid(), what: z.string().min(1).max(200) }),
  async ({ actor, input: { applicationId, what } }) => {
    const { db } = await database();
    const application = await findApplicationUnscoped(db, applicationId);
    const numbers = application ? personalNumbersOf(await loadData(db, application)) : [];
    const meant = numbers.filter(({ secret }) => isMeant(secret, what));
    if (meant.length === 0) throw notFound();
    await noteReveal({ actor, input: { applicationId, what } });
    return Object.fromEntries(meant.map(({ secret, value }) => [secret, value]));
  },
);
