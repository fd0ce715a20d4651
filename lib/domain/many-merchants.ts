/** Several merchants that were ticked in the list, and what is to be done with them. */
import { z } from "zod";
import { snoozeChoices } from "./snooze-times";
import { tickedBy } from "./ticks";

function withTicked(form: unknown): unknown {
  if (typeof form !== "object" || form === null) return form;
  const ticked = Object.entries(form).flatMap(([name, seen]) => {
    const applicationId = tickedBy(name);
    return applicationId ? [{ applicationId, seen }] : [];
  });
  return { ...form, ticked };
}

const seenTicked = z
  .array(z.object({ applicationId: z.uuid(), seen: z.coerce.number().int() }))
  .min(1, "many.none")
  .max(100);
const ticked = seenTicked.transform((all) => all.map(({ applicationId }) => applicationId));

export const assignTickedSchema = z.preprocess(
  withTicked,
  z.object({
    ticked,
    assigneeId: z.union([z.literal("nobody").transform(() => null), z.uuid()], { error: "choose" }),
  }),
);
export const snoozeTickedSchema = z.preprocess(
  withTicked,
  z.object({ ticked: seenTicked, snooze: z.enum(snoozeChoices, { error: "choose" }) }),
);
export const askTickedSchema = z.preprocess(withTicked, z.object({ ticked }));
