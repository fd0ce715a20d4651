/** Which tests open a database: those that import db/test-database, themselves or through any file that they import. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** As vitest.config.ts names them. */
const testFolders = ["app", "components", "db", "lib", "sandbox", "scripts"];

const source = /\.tsx?$/;
const imports = /\b(?:from|import)\s*\(?\s*"(@\/|\.{1,2}\/)([^"]+)"/g;

function sourceFiles(root: string): Set<string> {
  const names = testFolders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  return new Set(names.filter((name) => source.test(name)));
}

const isTest = (file: string) => /\.test\.tsx?$/.test(file);

/** Every vitest file; paths from `root`. */
export function testFiles(root = process.cwd()): string[] {
  return [...sourceFiles(root)].filter(isTest);
}

/** Paths from `root`, sorted. A new test is among them by what it imports; there is no list to keep. */
export function databaseTests(root = process.cwd()): string[] {
  const files = sourceFiles(root);
  const importers = new Map<string, string[]>();
  for (const file of files) {
    for (const [, start = "", rest = ""] of readFileSync(join(root, file), "utf8").matchAll(imports)) {
      const wanted = start === "@/" ? join(rest) : join(dirname(file), start, rest);
      const found = [wanted, `${wanted}.ts`, `${wanted}.tsx`, join(wanted, "index.ts")].find((one) => files.has(one));
      if (found) importers.set(found, [...(importers.get(found) ?? []), file]);
    }
  }
  const reached = new Set(["db/test-database.ts"]);
  for (const file of reached) for (const importer of importers.get(file) ?? []) reached.add(importer);
  return [...reached].filter(isTest).sort();
}
