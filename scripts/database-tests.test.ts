import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { databaseTests, testFiles } from "./database-tests";

const root = mkdtempSync(join(tmpdir(), "sambut-tests-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

it("takes a new test by what it imports, itself or through others, and no other test", () => {
  for (const folder of ["app", "components", "sandbox", "scripts"]) mkdirSync(join(root, folder), { recursive: true });
  write("db/test-database.ts", "");
  write("lib/stage.ts", 'import { openTestDatabase } from "@/db/test-database";');
  write("lib/deep/fixture.ts", 'export { stage } from "../stage";');
  write("lib/direct.test.ts", 'import {\n  openTestDatabase,\n} from "../db/test-database";');
  write("app/(staff)/[id]/through.test.tsx", 'import { stage } from "@/lib/deep/fixture";');
  write("lib/late.test.ts", 'const { stage } = await import("./stage");');
  write("lib/pure.test.ts", 'import { pure } from "./pure";');
  write("lib/pure.ts", "");
  const expected = ["app/(staff)/[id]/through.test.tsx", "lib/direct.test.ts", "lib/late.test.ts"];
  expect(databaseTests(root)).toEqual(expected);
});

describe("this repository", () => {
  const chosen = databaseTests();
  const text = (file: string) => readFileSync(file, "utf8");

  it("has tests that reach the database themselves and ones that do so through a fixture", () => {
    expect(chosen).toContain("lib/jobs/queue.test.ts");
    expect(text("lib/desk/comment.test.ts")).not.toContain("test-database");
    expect(chosen).toContain("lib/desk/comment.test.ts");
    expect(chosen.length).toBeGreaterThan(50);
  });

  it("has no test that opens a database in another way, and would so run on that one alone", () => {
    // This one, and what is about the embedded database alone.
    const itself = ["scripts/database-tests.test.ts", "scripts/keys-rotate.test.ts"];
    const others = testFiles().filter((file) => !chosen.includes(file) && !itself.includes(file));
    // A test that starts a server of its own is about that server.
    const withoutServer = others.filter((file) => !/postgres-server"/.test(text(file)));
    expect(
      withoutServer.filter((file) => /PGlite\.create|openDatabase\(|new Pool\(|from "pg"/.test(text(file))),
    ).toEqual([]);
  });
});
