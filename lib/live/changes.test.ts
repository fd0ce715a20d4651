import { expect, it, vi } from "vitest";

it("is heard by another copy of the code in the same process, as our server and Next's bundles are", async () => {
  const one = await import("./changes");
  vi.resetModules();
  const other = await import("./changes");
  expect(other.onChange).not.toBe(one.onChange);
  const heard: string[] = [];
  const stops = [other.onChange((id) => heard.push(`any ${id}`)), other.onOwnChange((id) => heard.push(`own ${id}`))];
  one.announceChange("a");
  one.announceFromElsewhere("b");
  for (const stop of stops) stop();
  one.announceChange("c");
  expect(heard).toEqual(["own a", "any a", "any b"]);
});
