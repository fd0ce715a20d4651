import { expect, test } from "vitest";
import { faultOfChoice, faultOfSize, isPhotoFor, type SlotLimits } from "./file-check";

const limits: SlotLimits = {
  types: ["image/jpeg", "image/png", "application/pdf"],
  maxBytes: 100,
  minSidePx: 300,
  isLookedAt: true,
  formats: "JPG, PNG, PDF",
  limit: "15 MB",
};
const papers = { ...limits, types: ["application/pdf"] };
const key = (name: string, type: string, size: number, of = limits) => faultOfChoice({ name, type, size }, of)?.key;

test("says at once what the name and the size give away", () => {
  expect(key("a.jpg", "image/jpeg", 100)).toBeUndefined();
  expect(key("without-type", "", 50)).toBeUndefined();
  expect(key("a.jpg", "image/jpeg", 0)).toBe("file.empty");
  expect(key("a.docx", "application/msword", 50)).toBe("file.wrongKind");
  expect(key("a.gif", "image/gif", 50)).toBe("file.wrongKind");
  expect(key("a.pdf", "application/pdf", 101)).toBe("file.tooBig");
});

test("a photo may be too big as it is chosen, because it is made to fit, and HEIC becomes one", () => {
  expect(key("a.jpg", "image/jpeg", 101)).toBeUndefined();
  expect(faultOfSize({ size: 101 }, limits)?.key).toBe("file.tooBig");
  expect(key("IMG_1.HEIC", "", 101)).toBeUndefined();
  expect(key("a", "image/heif", 101)).toBeUndefined();
  expect(key("IMG_1.HEIC", "", 0)).toBe("file.empty");
  expect(isPhotoFor({ name: "a.pdf", type: "application/pdf", size: 1 }, limits)).toBe(false);
});

test("where only papers are taken no photo is", () => {
  expect(key("IMG_1.HEIC", "", 50, papers)).toBe("file.wrongKind");
  expect(key("a.jpg", "image/jpeg", 50, papers)).toBe("file.wrongKind");
  expect(key("a.pdf", "application/pdf", 50, papers)).toBeUndefined();
});

test("carries what its words need", () => {
  expect(faultOfChoice({ name: "a.doc", type: "application/msword", size: 1 }, limits)?.params).toEqual({
    formats: "JPG, PNG, PDF",
  });
  expect(faultOfSize({ size: 101 }, limits)?.params).toEqual({ limit: "15 MB" });
});
