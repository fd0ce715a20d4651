import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createAutosave, type SaveOutcome } from "./autosave";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(outcomes: SaveOutcome[] = []) {
  const sent: string[] = [];
  const states: string[] = [];
  let text = "start";
  const autosave = createAutosave({
    body: () => text,
    send: async (body) => {
      sent.push(body);
      return outcomes.shift() ?? { kind: "saved" };
    },
    onState: ({ kind }) => states.push(kind),
  });
  const type = (value: string) => {
    text = value;
    autosave.changed();
  };
  return { autosave, type, sent, states };
}

it("saves the last of what was typed once it is quiet", async () => {
  const { type, sent, states } = start();
  type("a");
  await vi.advanceTimersByTimeAsync(900);
  type("ab");
  await vi.advanceTimersByTimeAsync(900);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(sent).toEqual(["ab"]);
  expect(states).toEqual(["saving", "saved"]);
});

it("tries again until it worked, more and more slowly", async () => {
  const { type, sent, states } = start([{ kind: "failed" }, { kind: "failed" }]);
  type("a");
  await vi.advanceTimersByTimeAsync(1_000 + 3_000 + 6_000);
  expect(sent).toEqual(["a", "a", "a"]);
  expect(states.at(-1)).toBe("saved");
});

it("does not try again when it was refused", async () => {
  const { type, sent } = start([{ kind: "refused", error: "notEditable" }]);
  type("a");
  await vi.advanceTimersByTimeAsync(120_000);
  expect(sent).toEqual(["a"]);
});

it("lets nothing older land after a Continue, and goes on when the form stays", async () => {
  const { autosave, type, sent } = start();
  type("a");
  await autosave.settle();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toEqual([]);
  autosave.resume();
  type("ab");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toEqual(["ab"]);
});

it("looks at what others did behind a save, and no more after a Continue", async () => {
  const { autosave, type, sent } = start();
  const seen: string[][] = [];
  const look = async () => void seen.push([...sent]);
  type("a");
  autosave.flush();
  autosave.inTurn(look);
  await vi.advanceTimersByTimeAsync(0);
  expect(seen).toEqual([["a"]]);
  await autosave.settle();
  autosave.inTurn(look);
  await vi.advanceTimersByTimeAsync(0);
  expect(seen).toHaveLength(1);
});

it("saves at once when the page is left, and nothing that is saved already", async () => {
  const { autosave, type, sent } = start();
  autosave.flush();
  type("a");
  autosave.flush();
  await vi.advanceTimersByTimeAsync(0);
  autosave.flush();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toEqual(["a"]);
});
