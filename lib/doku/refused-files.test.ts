import { expect, it } from "vitest";
import { failureOfAnswer } from "./failure";
import { refusedFileIds } from "./refused-files";

const body = JSON.stringify({
  business: {
    contacts: [{ documents: [{ code: "KTP", id: "DCM-1" }] }],
    brands: [{ photo_proofs: [{ id: "PHP-2" }] }],
  },
});
const refusal = (status: number, message: string[]) =>
  failureOfAnswer(
    { endpoint: "register-business", requestId: "r", writes: true },
    { status, body: { message }, retryAfterMs: null },
  );

it.each([
  ["the id itself", ["file DCM-1 not found"], ["DCM-1"]],
  ["a path to the id", ["business.contacts.0.documents.0.id file not found"], ["DCM-1"]],
  ["a path with brackets to the object", ["business.brands[0].photo_proofs[0] must exist"], ["PHP-2"]],
  ["another field", ["business.email must be an email"], []],
  ["a path that leads nowhere", ["business.contacts.7.documents.0.id must exist"], []],
])("finds the files that a refusal names by %s", (_, message, expected) => {
  expect(refusedFileIds(refusal(422, message), body, ["DCM-1", "PHP-2"])).toEqual(expected);
});

it("finds none in another failure, or without a body", () => {
  expect(refusedFileIds(refusal(503, ["file DCM-1 not found"]), body, ["DCM-1"])).toEqual([]);
  expect(refusedFileIds(refusal(422, ["business.name must be set"]), "", ["DCM-1"])).toEqual([]);
});
