import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { OpenFile, OpenFiles } from "./open-file";

const shown = (deleted: Record<string, string>, open: ((id: string) => boolean) | null = () => true) =>
  renderToStaticMarkup(
    <OpenFiles value={{ open, deleted }}>
      <OpenFile fileId="one">KTP</OpenFile>
    </OpenFiles>,
  );

it("leads to a file, and says of one that is gone since when", () => {
  expect(shown({})).toContain('href="/api/uploads/one"');
  const gone = shown({ one: "deleted here on 3 December 2026" });
  expect(gone).toContain("KTP");
  expect(gone).toContain("(deleted here on 3 December 2026)");
  expect(gone).not.toContain("href");
  expect(shown({ other: "x" }, null)).not.toContain("href");
});
