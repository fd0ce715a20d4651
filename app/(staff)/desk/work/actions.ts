"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { staffAction } from "@/lib/action";
import { jobNames } from "@/lib/jobs/queue";
import { runAgain, runAllAgain } from "@/lib/jobs/run-again";
import { paths } from "@/lib/paths";
import { workHref } from "./load-work";

/** Back to the list. The frame around it has a count, and would be kept as it is otherwise. */
function showList(again: number): never {
  revalidatePath(paths.deskWork, "layout");
  redirect(workHref({ again }));
}

/** Runs one piece of stuck work again. */
export const runWork = staffAction("work.run", z.object({ jobId: z.uuid() }), async (call) => {
  await runAgain(call);
  showList(1);
});

/** Runs everything of one kind again. */
export const runAllWork = staffAction("work.run", z.object({ name: z.enum(jobNames) }), async (call) => {
  const { count } = await runAllAgain(call);
  showList(count);
});
