"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { staffAction, staffFormAction } from "@/lib/action";
import { replayEvent } from "@/lib/kyb/replay-event";
import { startReplay } from "@/lib/kyb/replay-events";
import { revealEvent } from "@/lib/kyb/reveal-event";
import { paths } from "@/lib/paths";
import { eventsFormSchema, postedEventsHref } from "./load-events";
import { wishOf } from "./replay/load-wish";

/** Narrows the list down. A POST, because staff may type somebody's address. */
export const filterEvents = staffFormAction("desk.see", eventsFormSchema, async ({ input }) =>
  redirect(await postedEventsHref(input)),
);

/** Applies one stored callback anew. */
export const replayOne = staffAction("event.replay", z.object({ eventId: z.uuid() }), async (call) => {
  const replayed = await replayEvent(call);
  // The page around the button tells the outcome too.
  revalidatePath(paths.deskEvent(call.input.eventId));
  return replayed;
});

/** Applies many anew: those that the page before has counted. */
export const replayMany = staffFormAction(
  "event.replay",
  z.object({ query: z.string().max(8_000), counted: z.coerce.number().int().min(1), until: z.iso.datetime() }),
  async ({ actor, input: { query, counted, until } }) => {
    const { wish } = await wishOf(new URLSearchParams(query), new Date(until));
    const { replayId } = await startReplay({ actor, input: { wish, counted } });
    redirect(paths.deskReplayed(replayId));
  },
);

/** Shows what DOKU wrote, unmasked. */
export const showEvent = staffAction("person.reveal", z.object({ eventId: z.uuid() }), revealEvent);
