import { expect, it } from "vitest";
import { newEventId } from "./event-id";

it("sorts in the order in which it was made, however many in a millisecond and wherever the clock goes", () => {
  const at = 1_790_000_000_000;
  const times = [...Array.from({ length: 10_000 }, () => at), at - 60_000, at + 1, at + 5_000];
  const ids = times.map((time) => newEventId(time));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids.slice(0, 20))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
