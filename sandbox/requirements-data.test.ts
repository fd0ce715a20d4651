/** Whatever DOKU can ask for, a merchant reads what it is and where to get it. */
import { describe, expect, test } from "vitest";
import en from "../messages/en.json";
import id from "../messages/id.json";
import { documents, otherFiles } from "./requirements-data";

const codes = Object.keys({ ...documents, ...otherFiles });

describe.each([
  ["id", id],
  ["en", en],
])("in %s", (_, messages) => {
  const words: Record<string, Partial<Record<"name" | "about" | "where", string>>> = messages.onboarding.documents;

  test.each(codes)("%s has a name, what to send, and where to get it", (code) => {
    expect(words[code]).toEqual({
      name: expect.stringMatching(/\w/),
      about: expect.stringMatching(/\.$/),
      where: expect.stringMatching(/^.{40,}\.$/),
    });
  });
});
