import { expect, test } from "vitest";
import { faultBeforeSending } from "./file-check";

const limits = { types: ["image/jpeg", "image/png"], maxBytes: 100, formats: "JPG, PNG", limit: "15 MB" };
const key = (name: string, type: string, size: number) => faultBeforeSending({ name, type, size }, limits)?.key;

test("says at once what the name and the size give away", () => {
  expect(key("a.jpg", "image/jpeg", 100)).toBeUndefined();
  expect(key("without-type", "", 50)).toBeUndefined();
  expect(key("a.jpg", "image/jpeg", 0)).toBe("file.empty");
  expect(key("IMG_1.HEIC", "", 50)).toBe("file.heic");
  expect(key("a", "image/heif", 50)).toBe("file.heic");
  expect(key("a.docx", "application/msword", 50)).toBe("file.wrongKind");
  expect(key("a.jpg", "image/jpeg", 101)).toBe("file.tooBig");
});

test("carries what its words need", () => {
  expect(faultBeforeSending({ name: "a.pdf", type: "application/pdf", size: 1 }, limits)?.params).toEqual({
    formats: "JPG, PNG",
  });
  expect(faultBeforeSending({ name: "a.png", type: "image/png", size: 101 }, limits)?.params).toEqual({
    limit: "15 MB",
  });
});
