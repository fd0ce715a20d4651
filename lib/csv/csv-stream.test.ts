import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type CsvRow, csvStream } from "./csv-stream";

async function* batchesOf(...batches: CsvRow[][]) {
  yield* batches;
}
const textOf = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();
/** As a spreadsheet reads it. */
const read = (text: string): string[][] => parse(text, { bom: true });

it("writes the heads once, even without rows, and leaves out empty batches", async () => {
  expect(read(await textOf(csvStream(["a", "b"], batchesOf())))).toEqual([["a", "b"]]);
  const text = await textOf(csvStream(["a", "b"], batchesOf([], [{ b: 2, a: "x" }], [], [{ a: null, b: true }])));
  expect(read(text)).toEqual([
    ["a", "b"],
    ["x", "2"],
    ["", "yes"],
  ]);
  expect(new Uint8Array(await new Response(csvStream(["a"], batchesOf())).arrayBuffer()).slice(0, 3)).toEqual(
    new Uint8Array([0xef, 0xbb, 0xbf]),
  );
});

it("keeps whatever a name holds, and starts no cell as a formula", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[=+@\-\t\r＝＋－＠]["',;\n=a1]*$/)), { minLength: 1 }),
      async (names) => {
        const [, ...rows] = read(
          await textOf(csvStream(["x", "name"], batchesOf(names.map((name) => ({ x: 1, name }))))),
        );
        const cells = rows.map(([, name = ""]) => name);
        for (const cell of cells) expect(cell).not.toMatch(/^[=+@\-\t\r＝＋－＠]/);
        expect(cells.map((cell, index) => (cell === names[index] ? cell : cell.slice(1)))).toEqual(names);
      },
    ),
  );
});

it("fetches a batch only when the reader asks, and stops when the reader leaves", async () => {
  let fetched = 0;
  let ended = false;
  async function* endless() {
    try {
      for (;;) {
        fetched += 1;
        yield Array.from({ length: 100 }, (_, row) => ({ row: fetched * 100 + row }));
      }
    } finally {
      ended = true;
    }
  }
  const reader = csvStream(["row"], endless()).getReader();
  expect(fetched).toBe(0);
  for (let turn = 1; turn <= 50; turn += 1) {
    const { value } = await reader.read();
    expect(fetched).toBe(turn);
    expect(value?.byteLength).toBeLessThan(1_000);
  }
  await reader.cancel();
  expect([fetched, ended]).toEqual([50, true]);
});

it("breaks off when a batch fails, so that half a file does not look whole", async () => {
  async function* failing() {
    yield [{ a: 1 }];
    throw new Error("the database is away");
  }
  await expect(textOf(csvStream(["a"], failing()))).rejects.toThrow("away");
});
