/** CSV of any length with flat memory: one batch of rows at a time, and the next one only once the reader asks. */
import { stringify } from "csv-stringify/sync";

export type CsvValue = string | number | boolean | null;
export type CsvRow = Record<string, CsvValue>;

/** How every file of ours is read: as UTF-8 by spreadsheets too, and no cell that somebody typed is run as a formula. */
function csvText(columns: readonly string[], rows: readonly CsvRow[], isFirst: boolean): string {
  return stringify([...rows], {
    columns: [...columns],
    header: isFirst,
    bom: isFirst,
    escape_formulas: true,
    record_delimiter: "windows",
    // By itself the library looks for the whole delimiter only, and half of it ends a row for every reader.
    quoted_match: /[\r\n]/,
    cast: { boolean: (value) => (value ? "yes" : "no") },
  });
}

/**
 * A CSV file as it is read: the heads of the columns, then the rows of each batch. Nothing is fetched ahead, and a reader
 * who leaves ends the batches.
 */
export function csvStream(
  columns: readonly string[],
  batches: AsyncIterable<readonly CsvRow[]>,
): ReadableStream<Uint8Array> {
  const iterator = batches[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let isFirst = true;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let next = await iterator.next();
        while (!next.done && next.value.length === 0) next = await iterator.next();
        const text = next.done && !isFirst ? "" : csvText(columns, next.done ? [] : next.value, isFirst);
        isFirst = false;
        if (text !== "") controller.enqueue(encoder.encode(text));
        if (next.done) controller.close();
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** A file to download; `name` has no spaces. No cache keeps it. */
export function csvResponse(name: string, body: ReadableStream<Uint8Array> | string): Response {
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}.csv"`,
      "X-Content-Type-Options": "nosniff",
      // Compressing or buffering on the way would hold back what was read already.
      "Cache-Control": "no-store, no-transform",
    },
  });
}
