import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { follow, sideBySide, type Task } from "./side-by-side";

const folder = mkdtempSync(join(tmpdir(), "sambut-side-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Tasks that end when they are told to, and what is running now. */
function stage(...wanted: (Partial<Task<string>> & { name: string })[]) {
  const ends = new Map<string, { well: () => void; badly: (error: Error) => void }>();
  const tasks = wanted.map(({ name, after = [], alone = false }) => ({
    name,
    after,
    alone,
    run: () =>
      new Promise<void>((well, badly) => {
        ends.set(name, { well, badly });
      }).finally(() => ends.delete(name)),
  }));
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    tasks,
    running: async () => {
      await settled();
      return [...ends.keys()].join(" ");
    },
    end: (name: string) => ends.get(name)?.well(),
    fail: (name: string) => ends.get(name)?.badly(new Error(`${name} broke`)),
  };
}

it("runs two at a time, in their order", async () => {
  const { tasks, running, end } = stage({ name: "a" }, { name: "b" }, { name: "c" }, { name: "d" });
  const all = sideBySide(tasks, 2);
  expect(await running()).toBe("a b");
  end("b");
  expect(await running()).toBe("a c");
  end("a");
  expect(await running()).toBe("c d");
  end("c");
  end("d");
  await all;
});

it("begins none before those that it comes after, and none beside one that runs alone", async () => {
  const wanted = [{ name: "types" }, { name: "unit" }, { name: "build", after: ["types", "not asked for"] }];
  const { tasks, running, end } = stage(...wanted, { name: "e2e", alone: true }, { name: "last" });
  const all = sideBySide(tasks, 2);
  expect(await running()).toBe("types unit");
  end("unit");
  expect(await running()).toBe("types");
  end("types");
  expect(await running()).toBe("build");
  end("build");
  expect(await running()).toBe("e2e");
  end("e2e");
  expect(await running()).toBe("last");
  end("last");
  await all;
});

it("begins nothing more when one breaks, and says so when the others have ended", async () => {
  const { tasks, running, end, fail } = stage({ name: "a" }, { name: "b" }, { name: "c" });
  const all = sideBySide(tasks, 2);
  const outcome = all.catch((error: Error) => error.message);
  await running();
  fail("a");
  expect(await running()).toBe("b");
  end("b");
  expect(await outcome).toBe("a broke");
});

it("shows all that is said, before and after, and what comes with the end", async () => {
  const file = join(folder, "said");
  writeFileSync(file, "before ");
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let shown = "";
  let seen = () => {};
  const isSeen = new Promise<void>((resolve) => {
    seen = resolve;
  });
  const following = follow(file, ended, (text) => {
    shown += Buffer.from(text).toString();
    seen();
  });
  await isSeen;
  expect(shown).toBe("before ");
  appendFileSync(file, "x".repeat(200_000));
  end();
  await following;
  expect(shown).toBe(`before ${"x".repeat(200_000)}`);
});

it("shows nothing of what said nothing, also when it broke", async () => {
  const broken = Promise.reject(new Error("broke"));
  const shown: Uint8Array[] = [];
  await follow(join(folder, "silent"), broken, (text) => shown.push(text));
  expect(shown).toEqual([]);
});
