/** Odd things that any program may be handed. */
import fc from "fast-check";

/** Stands in everything that is sent, and so must stand in no log and in no answer that refuses. */
export const marker = "penanda-isi-kiriman";

const ugly = [
  "",
  " ",
  "\u0000",
  `a\u0000b${marker}`,
  "\ud800",
  "\udfff\ud83d",
  "\u202eTOKO\u202c",
  "é́́́".repeat(50),
  "ﷺ".repeat(200),
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "then",
  "../../../../etc/passwd",
  "'; drop table users; --",
  "%24{jndi:ldap://127.0.0.1/a}",
  "<script>alert(1)</script>",
  "{{7*7}}",
  "%s%s%n",
  "\r\nSet-Cookie: a=b",
  "9".repeat(400),
  "1e400",
  "-0",
  "NaN",
  "null",
  "undefined",
  "true",
  "2026-13-45T99:99:99Z",
  "+275760-09-13T00:00:00.001Z",
  "00000000-0000-0000-0000-000000000000",
  "x".repeat(10_000),
];

export const text = fc.oneof(
  fc.constantFrom(...ugly),
  fc.string({ unit: "binary", maxLength: 60 }).map((given) => `${marker}${given}`),
);

const numbers = fc.constantFrom(0, -0, -1, 1e308, -1e308, 2 ** 53, 2 ** 63, 1e-320, 0.1);

function nested(levels: number, leaf: unknown, isList: boolean): unknown {
  let value = leaf;
  for (let level = 0; level < levels; level += 1) value = isList ? [value] : { a: value };
  return value;
}

/** Names of fields that actions and drafts know. */
export const fields = "applicationId part values section slotId businessType sent email name confirmed seen".split(" ");

/** Any JSON, with names of ours and of JavaScript's own among the keys. */
export const json = (names: readonly string[]): fc.Arbitrary<unknown> => {
  const key = fc.oneof(fc.constantFrom(...names, "__proto__", "constructor", "toJSON", "length", "then"), text);
  const leaf = fc.oneof(text, numbers, fc.boolean(), fc.constant(null));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie("tree"), { maxLength: 5 }),
      fc.array(fc.tuple(key, tie("tree")), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
    ),
  }));
  const deep = fc.tuple(fc.constantFrom(50, 900, 20_000), leaf, fc.boolean()).map(([levels, end, isList]) => {
    return nested(levels, end, isList);
  });
  return fc.oneof({ weight: 12, arbitrary: tree }, { weight: 1, arbitrary: deep });
};

/** As text; what is nested too deep to be written by JavaScript is written by hand. */
export function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    return `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  }
}

/** A header's value may hold no line break. */
export const headerText = text.map((given) =>
  Buffer.from(given.replace(/[\r\n\0]/g, " "), "utf8")
    .toString("latin1")
    .slice(0, 2_000),
);

/** Another network address each time, so that what is said of one is not the answer to all. */
export const source = fc.ipV4();
