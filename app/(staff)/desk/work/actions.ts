"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { staffAction } from "@/lib/action";
import { jobNames } from "@/lib/jobs/queue";
import { runAgain, runAllAgain } from "@/lib/jobs/run-again";
import { workHref } from "./load-work";

/** Runs one piece of stuck work again. */
export const runWork = staffAction(z.object({ jobId: z.uuid() }), async (call) => {
  await runAgain(call);
  redirect(workHref({ again: 1 }));
});

/** Runs everything of one kind again. */
export const runAllWork = staffAction(z.object({ name: z.enum(jobNames) }), async (call) => {
  const { count } = await runAllAgain(call);
  redirect(workHref({ again: count }));
});
