import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import en from "@/messages/en.json";
import failure from "@/messages/failure.json";
import id from "@/messages/id.json";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}
/** Names of the arguments, of plural and select forms too. */
function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((match) => match[1] ?? ""))].sort();
}

const pairs: [string, Tree, Tree][] = [
  ["messages", id, en],
  ["failure", failure.id, failure.en],
];

describe.each(pairs)("%s in both languages", (_, indonesian, english) => {
  const texts = { id: new Map(flat(indonesian)), en: new Map(flat(english)) };

  test("have the same keys", () => {
    expect([...texts.en.keys()].sort()).toEqual([...texts.id.keys()].sort());
  });
  test("have the same placeholders", () => {
    for (const [key, text] of texts.id) {
      expect([key, placeholders(texts.en.get(key) ?? "")]).toEqual([key, placeholders(text)]);
    }
  });
  test("are never empty", () => {
    const empty = [...texts.id, ...texts.en].filter(([, text]) => text.trim() === "");
    expect(empty).toEqual([]);
  });
});

test("the namespaces stand in order, so that two people's additions do not collide", () => {
  for (const messages of [id, en]) expect(Object.keys(messages)).toEqual(Object.keys(messages).sort());
});

test("faults are told without blame: no 'invalid', no 'please'", () => {
  const texts = [...flat(id.errors), ...flat(id.warnings), ...flat(en.errors), ...flat(en.warnings)];
  expect(texts.filter(([, text]) => /\b(invalid|please|tidak valid|mohon|silakan)\b/i.test(text))).toEqual([]);
});

test("faults are filled in by the light reader of the forms: plain placeholders only", () => {
  const texts = [...flat(id.errors), ...flat(id.warnings)];
  expect(texts.filter(([, text]) => text.replace(/\{\w+\}/g, "").match(/[{}']/))).toEqual([]);
});

const root = fileURLToPath(new URL("..", import.meta.url));

function sources(folder: string): string {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
    .map((file) => readFileSync(`${root}${folder}/${file}`, "utf8"))
    .join("\n");
}
function keysIn(source: string, ...patterns: RegExp[]): string[] {
  return [...new Set(patterns.flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[1] ?? "")))];
}

describe("every key that the code uses has a text", () => {
  const domain = sources("lib/domain");
  test("errors of the schemas", () => {
    const keys = keysIn(
      domain,
      /\berror: "([\w.]+)"/g,
      /messageOf\("([\w.]+)"/g,
      /\.(?:min|max|regex|refine)\([^\n]*, "([\w.]+)"\)/g,
      /Key = "([\w.]+)"/g,
    );
    expect(keys).toContain("nik.serial");
    expect(keys).toContain("tooMany");
    expect(keys.filter((key) => !new Map(flat(id.errors)).has(key) && key !== "primary")).toEqual([]);
  });
  test("errors thrown by verbs and doors", () => {
    const keys = keysIn(
      sources("lib") + sources("app"),
      /\b(?:refused|conflict)\("([\w.]+)"/g,
      /new AppError\("\w+", "([\w.]+)"/g,
      /\{ (?:ok: false, )?error: "([\w.]+)" \}/g,
      /ok: false, error: "([\w.]+)"/g,
    );
    expect(keys.filter((key) => !new Map(flat(id.errors)).has(key))).toEqual([]);
  });
  test("actions of the audit trail", () => {
    const keys = keysIn(sources("lib") + sources("app"), /\baction: "([a-z_]+\.[a-z_]+)"/g);
    expect(keys).toContain("merchant.invited");
    const { action: words }: { action: Tree } = id.events;
    expect(keys.filter((key) => !(key.replace(".", "_") in words))).toEqual([]);
  });
  test("warnings", () => {
    const keys = keysIn(readFileSync(`${root}lib/domain/warnings.ts`, "utf8"), /\bkey: "([\w.]+)"/g);
    expect(keys.length).toBeGreaterThan(5);
    expect(keys.filter((key) => !new Map(flat(id.warnings)).has(key))).toEqual([]);
  });
});
