import { expect, test } from "vitest";
import { mentionAt, withMention } from "./mention-text";

/** The caret stands where the bar is. */
const at = (marked: string) => mentionAt(marked.replace("|", ""), marked.indexOf("|"));

test("knows which name is being typed", () => {
  expect(at("@|")).toBe("");
  expect(at("Halo @Ra|")).toBe("Ra");
  expect(at("(@Rani S|")).toBe("Rani S");
  expect(at("@Ra| dan yang lain")).toBe("Ra");
  for (const none of ["Halo|", "rani@toko|", "@Rani\nbaru|", "Halo| @Ra"]) expect(at(none)).toBeNull();
});

test("puts the picked name in its place, and the caret behind it", () => {
  expect(withMention("Halo @Ra", 8, "Rani Sari")).toEqual({ text: "Halo @Rani Sari ", caret: 16 });
  expect(withMention("Halo @Ra besok", 8, "Rani Sari")).toEqual({ text: "Halo @Rani Sari besok", caret: 16 });
});
