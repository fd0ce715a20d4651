/** No sentence outside messages/, and none in it that nobody says. The lint rule noJsxLiterals finds text between tags. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import id from "@/messages/id.json";

type Tree = { [key: string]: string | Tree };
type Source = { path: string; text: string };

const root = fileURLToPath(new URL("..", import.meta.url));

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*/g, "");

function sourcesIn(folder: string): Source[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/\.(test|fixture)\./.test(path))
    .map((path) => ({
      path: `${folder}/${path}`,
      text: withoutComments(readFileSync(`${root}${folder}/${path}`, "utf8")),
    }));
}
const sources = ["app", "components", "lib", "db"].flatMap(sourcesIn);

/** Attributes that people read or hear, with words in them, and texts that begin like a sentence. */
function sentencesIn({ text }: Source): string[] {
  const attribute = /\b(?:aria-label|aria-description|title|placeholder|alt|label)="[^"]*[A-Za-z]{2}[^"]*"/g;
  const rest = text.replace(attribute, "");
  const literals = rest.matchAll(/(?<!Error\(\s*)(["`])([A-Z][a-z]+[ ,.!?:][^"`\n]*)\1/g);
  return [...(text.match(attribute) ?? []), ...[...literals].map((match) => match[2] ?? "")];
}

test("a sentence in a component would be found", () => {
  const bad = {
    path: "x.tsx",
    text: `<img alt="Foto KTP" /> t("title") "Coba lagi nanti" throw new Error("No way here.")`,
  };
  expect(sentencesIn(bad)).toEqual(['alt="Foto KTP"', "Coba lagi nanti"]);
});

test("no sentence stands in a component", () => {
  const found = sources
    .filter(({ path }) => /^(app|components)\//.test(path))
    .flatMap((source) => sentencesIn(source).map((sentence) => `${source.path}: ${sentence}`));
  expect(found).toEqual([]);
});

/** What a file says about keys: texts, patterns of template texts, parts of the messages that it takes as they are. */
function mentionsIn({ text }: Source) {
  const templates = [...text.matchAll(/`([^`\n]*)`/g)].map((match) => match[1] ?? "");
  const patterns = templates
    .filter(
      (template) =>
        /[a-z]{2}/i.test(template.replace(/\$\{[^}]*\}/g, "")) &&
        template.includes("${") &&
        /^(?:[\w.]|\$\{[^}]*\})+$/.test(template),
    )
    .map((template) => new RegExp(`^${template.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "[\\w-]+")}$`));
  const literals = new Set([...text.matchAll(/["`]([\w.-]+)["`]/g)].map((match) => match[1] ?? ""));
  const chains = [...text.matchAll(/\bmessages((?:\??\.\w+)+)/g)].map((match) => (match[1] ?? "").slice(1));
  const unpacked = [...text.matchAll(/\{ ([\w, :{}]+?) \}(?=[^;]*?\bgetMessages\(\))/g)].flatMap((match) =>
    (match[1] ?? "").split(",").map((name) => name.split(":")[0]?.trim() ?? ""),
  );
  // `t(code)`, `sections(name)`: a key that is made elsewhere.
  const isDynamic = /\b(?:t\w*|[a-z]\w+)(?:\.raw|\.rich)?\((?!["`])[a-zA-Z]/.test(text);
  return { literals, patterns, parts: new Set([...chains, ...unpacked]), isDynamic };
}
const mentions = sources.map(mentionsIn);

/** Every word of the code, and the keys that are made of what has dots in it: the action "merchant.invited" is `merchant_invited`. */
const words = new Set(sources.flatMap(({ text }) => text.match(/[A-Za-z_][\w-]*/g) ?? []));
const allLiterals = mentions.flatMap(({ literals }) => [...literals]);
for (const literal of allLiterals) words.add(literal.replaceAll(".", "_"));
const allPatterns = mentions.flatMap(({ patterns }) =>
  patterns.flatMap((pattern) => [pattern, new RegExp(pattern.source.replaceAll("\\.", "_"))]),
);
const isWord = (word: string) => words.has(word) || allPatterns.some((pattern) => pattern.test(word));

/** Whether some file that speaks of the key's place can say the rest of it. */
function isUsed(key: string): boolean {
  const steps = key.split(".");
  return steps.some((_, index) => {
    const [place, rest] = [steps.slice(0, index).join("."), steps.slice(index).join(".")];
    const areWords = steps.slice(index).every(isWord);
    return mentions.some(({ literals, patterns, parts, isDynamic }) => {
      const says = (text: string) => literals.has(text) || patterns.some((pattern) => pattern.test(text));
      if (place === "" || !(says(place) || parts.has(place))) return false;
      return literals.has(rest) || (areWords && (says(rest) || parts.has(place) || isDynamic));
    });
  });
}

function keysOf(tree: Tree, prefix = ""): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  );
}

test("a message that nobody says would be found", () => {
  expect(["common.zzyzx", "desk.case.parts.zzyzx", "errors.zzyzx", "parts.form.zzyzx"].map(isUsed)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

/** Named by DOKU alone: the codes of documents and values that it may ask for. */
const namedByDoku = /^onboarding\.(?:slotForms|documents)\./;

test("every message is said somewhere", () => {
  expect(keysOf(id).filter((key) => !namedByDoku.test(key) && !isUsed(key))).toEqual([]);
});
