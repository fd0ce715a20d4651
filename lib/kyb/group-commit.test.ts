import { expect, it } from "vitest";
import { GroupRefused, groupCommit } from "./group-commit";

/** A store that takes groups and can be made to refuse an item. */
function store(
  settings: { maxItems?: number; maxRunning?: number; slowMs?: number; timeoutMs?: number; maxWaiting?: number } = {},
) {
  const prepared: number[] = [];
  const groups: number[][] = [];
  const open: (() => void)[] = [];
  let running = 0;
  let mostRunning = 0;
  const put = groupCommit({
    prepare: (item: number) => {
      if (item < 0) throw new Error("below nought");
      prepared.push(item);
      return { item };
    },
    maxItems: settings.maxItems ?? 10,
    maxRunning: settings.maxRunning ?? 1,
    slowMs: settings.slowMs ?? 10_000,
    timeoutMs: settings.timeoutMs ?? 10_000,
    maxWaiting: settings.maxWaiting ?? 100,
    isHopeless: (error) => error instanceof Error && error.message === "away",
    run: async (ready) => {
      const items = ready.map(({ item }) => item);
      groups.push([...items]);
      running += 1;
      mostRunning = Math.max(mostRunning, running);
      await new Promise<void>((resolve) => open.push(resolve));
      running -= 1;
      if (items.includes(13)) throw new Error("thirteen");
      if (items.includes(0)) throw new Error("away");
      return items.map((item) => `stored ${item}`);
    },
  });
  const commitAll = async () => {
    for (let quiet = 0; quiet < 5; quiet += 1) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      while (open.length > 0) {
        quiet = 0;
        open.shift()?.();
      }
    }
  };
  return { put, prepared, groups, commitAll, mostRunning: () => mostRunning };
}

it("puts what comes together, and what comes during a commit, into one group each", async () => {
  const { put, groups, commitAll } = store();
  const first = [put(1), put(2)];
  await expect.poll(() => groups.length).toBe(1);
  const second = [put(3), put(4), put(5)];
  await commitAll();
  expect(await Promise.all([...first, ...second])).toEqual([1, 2, 3, 4, 5].map((item) => `stored ${item}`));
  expect(groups).toEqual([
    [1, 2],
    [3, 4, 5],
  ]);
});

it("keeps to the size of a group and to how many run at once", async () => {
  const { put, groups, commitAll, mostRunning } = store({ maxItems: 4, maxRunning: 2 });
  const all = Array.from({ length: 11 }, (_, item) => put(item + 1));
  await commitAll();
  expect(await Promise.all(all)).toHaveLength(11);
  expect(groups.map((group) => group.length)).toEqual([4, 4, 3]);
  expect(mostRunning()).toBe(2);
});

it("has the next group wait for the present one, unless it is full or that one is slow", async () => {
  const { put, groups, commitAll } = store({ maxItems: 2, maxRunning: 3, slowMs: 2_000 });
  const all = [put(1)];
  await expect.poll(() => groups.length).toBe(1);
  all.push(put(2));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(groups).toEqual([[1]]);
  all.push(put(3));
  await expect.poll(() => groups).toEqual([[1], [2, 3]]);
  all.push(put(4));
  // Both are slow by then, and nothing else has to come for the third to begin.
  await expect.poll(() => groups).toEqual([[1], [2, 3], [4]]);
  await commitAll();
  expect(await Promise.all(all)).toHaveLength(4);
});

it("does a group that failed one by one, so that only what is at fault fails", async () => {
  const { put, groups, commitAll } = store();
  const all = Promise.allSettled([12, 13, 14].map(put));
  await commitAll();
  expect((await all).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(groups).toEqual([[12, 13, 14], [12], [13], [14]]);
});

it("asks nothing again of a store that is away", async () => {
  const { put, groups, commitAll } = store();
  const all = Promise.allSettled([0, 1, 2].map(put));
  await commitAll();
  expect((await all).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(groups).toEqual([[0, 1, 2]]);
});

it("asks no further once the store went away while a group was done one by one", async () => {
  const { put, groups, commitAll } = store();
  // Thirteen makes the group fail for its own fault, and the store is away when it is nought's turn.
  const all = Promise.allSettled([1, 13, 0, 2, 3].map(put));
  await commitAll();
  expect((await all).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "rejected",
    "rejected",
    "rejected",
  ]);
  expect(groups).toEqual([[1, 13, 0, 2, 3], [1], [13], [0]]);
});

it("gives a group up that takes too long, and goes on with the next", async () => {
  const { put, groups, commitAll } = store({ timeoutMs: 2_000 });
  await expect(put(1)).rejects.toBeInstanceOf(GroupRefused);
  const next = put(2);
  await expect.poll(() => groups.length).toBe(2);
  await commitAll();
  expect(await next).toBe("stored 2");
});

it("refuses what it cannot hold", async () => {
  const { put, commitAll } = store({ maxWaiting: 2 });
  const all = Promise.allSettled([1, 2, 3].map(put));
  await commitAll();
  expect((await all).map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
});

it("prepares each while the group before is under way, and what that refuses is in no group", async () => {
  const { put, prepared, groups, commitAll } = store();
  const all = Promise.allSettled([1, 2, -1, 3].map(put));
  await expect.poll(() => groups).toEqual([[1, 2, 3]]);
  const next = put(4);
  await expect.poll(() => prepared).toEqual([1, 2, 3, 4]);
  expect(groups).toHaveLength(1);
  await commitAll();
  expect((await all).map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(await next).toBe("stored 4");
});
