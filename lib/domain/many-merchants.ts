/** Several merchants that were ticked in the list, and what is to be done with them. */
import { z } from "zod";
import { snoozeChoices } from "./snooze-times";

/** The name of the box that ticks a merchant: a name of its own for each, as a plain form sends it. */
export const tickName = (applicationId: string) => `tick.${applicationId}`;
const tickPattern = /^tick\.(.+)$/;

function withTicked(form: unknown): unknown {
  if (typeof form !== "object" || form === null) return form;
  return { ...form, ticked: Object.keys(form).flatMap((name) => tickPattern.exec(name)?.[1] ?? []) };
}

const ticked = z.array(z.uuid()).min(1, "many.none").max(100);

export const assignTickedSchema = z.preprocess(
  withTicked,
  z.object({
    ticked,
    assigneeId: z.union([z.literal("nobody").transform(() => null), z.uuid()], { error: "choose" }),
  }),
);
export const snoozeTickedSchema = z.preprocess(
  withTicked,
  z.object({ ticked, snooze: z.enum(snoozeChoices, { error: "choose" }) }),
);
export const askTickedSchema = z.preprocess(withTicked, z.object({ ticked }));
