import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFailure, readErrorEnvelope } from "./errors";

describe("the five envelopes", () => {
  it.each<[unknown, string[], string | null]>([
    [{ message: ["one", "two"] }, ["one", "two"], null],
    [{ message: "one" }, ["one"], null],
    [{ error: { message: "Invalid Signature" } }, ["Invalid Signature"], null],
    [{ error: { code: "invalid_x", message: ["one"] } }, ["one"], "invalid_x"],
    [{ status: "FAILED", response_code: "INVALID_PARAMETER", message: "one" }, ["one"], "INVALID_PARAMETER"],
    [{ status: "FAILED", response_code: "INVALID_PARAMETER" }, [], "INVALID_PARAMETER"],
    [{ responseCode: "4010001", responseMessage: "Unauthorized" }, ["Unauthorized"], "4010001"],
    [{ error: "one" }, ["one"], null],
  ])("%j", (body, messages, code) => {
    expect(readErrorEnvelope(body)).toMatchObject({ messages, code });
  });

  it("says which of them mean a failure inside a 2xx", () => {
    expect(isFailure({ status: "FAILED", response_code: "X" })).toBe(true);
    expect(isFailure({ error: { message: "x" } })).toBe(true);
    expect(isFailure({ responseCode: "4010001" })).toBe(true);
    expect(isFailure({ responseCode: "2000000" })).toBe(false);
    expect(isFailure({ status: "UPDATING", id: "BSN-1" })).toBe(false);
  });
});

describe("fields", () => {
  it.each<[string, string[]]>([
    ["business.name should not be empty", ["business.name"]],
    ["business.contacts.0.documents.1.id file not found", ["business.contacts.0.documents.1.id"]],
    ["brands[0].name is too long, business.email too", ["brands[0].name", "business.email"]],
    ["name must be a string", ["name"]],
    ["write to business.owner@contoh.id or see api.doku.com/business.html", []],
    ["Invalid Signature", []],
  ])("%s", (message, fields) => {
    expect(readErrorEnvelope({ message: [message] }).fields).toEqual(fields);
  });

  it("are taken from lists of errors too", () => {
    const body = { errors: [{ field: "business.name", message: "is used" }], message: "Bad request" };
    expect(readErrorEnvelope(body)).toEqual({
      messages: ["Bad request", "is used"],
      code: null,
      fields: ["business.name"],
    });
  });
});

it("never throws, whatever came", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, name) => {
      readErrorEnvelope(value);
      readErrorEnvelope({ message: value, error: { [name]: value, message: value }, errors: value });
      isFailure(value);
    }),
  );
  expect(readErrorEnvelope(undefined)).toEqual({ messages: [], code: null, fields: [] });
});
