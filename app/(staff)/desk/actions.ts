"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { staffAction, staffFormAction } from "@/lib/action";
import { askAboutMany, snoozeCases } from "@/lib/desk/act-on-many";
import { assignCases } from "@/lib/desk/assign";
import { deleteView, renameView, saveView } from "@/lib/desk/save-view";
import { askTickedSchema, assignTickedSchema, snoozeTickedSchema } from "@/lib/domain/many-merchants";
import { deleteViewSchema, renameViewSchema, saveViewSchema } from "@/lib/domain/saved-view";
import { snoozeUntil } from "@/lib/domain/snooze-times";
import { paths } from "@/lib/paths";
import { searchHref, searchSchema } from "./load-desk";

/** Looks for merchants. A POST, because what staff type may be somebody's e-mail address, telephone number or NIK. */
export const search = staffFormAction("desk.see", searchSchema, async ({ actor, input }) =>
  redirect(await searchHref(input, actor)),
);

/** Gives one merchant of the list to oneself: the key "a". */
export const assignToMe = staffAction(
  "case.assign",
  z.object({ applicationId: z.uuid() }),
  async ({ actor, input: { applicationId } }) => {
    await assignCases({ actor, input: { applicationIds: [applicationId], assigneeId: actor.userId } });
    revalidatePath(paths.desk);
  },
);

/** The ticked merchants of the list, together. */
export const assignTicked = staffFormAction("case.assign", assignTickedSchema, async ({ actor, input }) => {
  const { ticked: applicationIds, assigneeId } = input;
  await assignCases({ actor, input: { applicationIds, assigneeId } });
  revalidatePath(paths.desk);
});

export const snoozeTicked = staffFormAction("case.snooze", snoozeTickedSchema, async ({ actor, input }) => {
  const until = snoozeUntil(input.snooze, new Date());
  try {
    await snoozeCases({ actor, input: { cases: input.ticked, until } });
  } finally {
    // Those that were left out are shown with what is new about them.
    revalidatePath(paths.desk);
  }
});

export const askTicked = staffFormAction("case.ask", askTickedSchema, async ({ actor, input }) => {
  await askAboutMany({ actor, input: { applicationIds: input.ticked } });
});

// The frame around the list names the views, and would be kept as it is otherwise.
const showViews = () => revalidatePath(paths.desk, "layout");

export const keepView = staffFormAction("view.save", saveViewSchema, async (call) => {
  await saveView(call);
  showViews();
});

export const changeViewName = staffFormAction("view.save", renameViewSchema, async (call) => {
  await renameView(call);
  showViews();
});

export const dropView = staffFormAction("view.save", deleteViewSchema, async (call) => {
  await deleteView(call);
  showViews();
});
