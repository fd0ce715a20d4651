import { expect, test } from "vitest";
import { askTickedSchema, assignTickedSchema, snoozeTickedSchema } from "./many-merchants";
import { issuesOf } from "./results";
import { tickName } from "./ticks";

const one = "5f0c2a4e-8d1b-4c3a-9a57-1f2e3d4c5b6a";
const other = "6f0c2a4e-8d1b-4c3a-9a57-1f2e3d4c5b6a";
const ticked = { [tickName(one)]: "3", [tickName(other)]: "14" };

test("ticked boxes become merchants, beside the choice of the deed", () => {
  expect(assignTickedSchema.parse({ ...ticked, assigneeId: one, snooze: "" })).toEqual({
    ticked: [one, other],
    assigneeId: one,
  });
  expect(assignTickedSchema.parse({ ...ticked, assigneeId: "nobody" }).assigneeId).toBeNull();
  expect(snoozeTickedSchema.parse({ ...ticked, snooze: "monday" })).toEqual({
    ticked: [
      { applicationId: one, seen: 3 },
      { applicationId: other, seen: 14 },
    ],
    snooze: "monday",
  });
  expect(askTickedSchema.parse(ticked)).toEqual({ ticked: [one, other] });
});

test.each([
  ["nothing ticked", {}, ["many.none", "choose"]],
  ["nothing chosen", ticked, ["choose"]],
  ["what is no merchant", { "tick.1": "3", assigneeId: "nobody" }, ["unclear"]],
  ["a version that is none", { [tickName(one)]: "on", assigneeId: "nobody" }, ["unclear"]],
])("%s is refused with words", (_, form, keys) => {
  const parsed = assignTickedSchema.safeParse(form);
  expect(issuesOf(parsed.error ?? expect.fail("was taken")).map(({ key }) => key)).toEqual(keys);
});
