import { expect, test } from "vitest";
import { z } from "zod";
import { requiredText } from "./fields/text";
import { issueOf, issuesOf } from "./results";

function faultsOf(schema: z.ZodType, value: unknown) {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : issuesOf(parsed.error);
}

test("an issue names its field by path and carries its parameters", () => {
  const schema = z.object({ contacts: z.array(z.object({ name: requiredText({ max: 5 }) })) });
  expect(faultsOf(schema, { contacts: [{ name: "Budi" }, { name: "" }, { name: "Santoso" }] })).toEqual([
    { path: "contacts.1.name", key: "required" },
    { path: "contacts.2.name", key: "tooLong", params: { max: 5 } },
  ]);
});

test("a field has one fault at a time", () => {
  const schema = z.object({ code: z.string().min(3, "required").regex(/^\d+$/, "digitsOnly") });
  expect(faultsOf(schema, { code: "a" })).toEqual([{ path: "code", key: "required" }]);
});

test("zod's own words never pass for a key", () => {
  expect(faultsOf(z.object({ n: z.number() }), { n: "x" })).toEqual([{ path: "n", key: "unclear" }]);
  expect(issueOf("n", undefined)).toEqual({ path: "n", key: "unclear" });
});
