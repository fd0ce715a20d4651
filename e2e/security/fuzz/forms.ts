/** Bodies as React's client sends them to server actions, and what was made of them to break servers. */
import fc from "fast-check";
import type { Wire } from "./send";
import { fields, json, marker, text, written } from "./values";

/** What React's encoding of arguments knows, and what was made of it to break other servers. */
const references = fc.oneof(
  fc.constantFrom(
    ..."$ $$ $undefined $NaN $Infinity $-0 $D2026-13-45 $Dx $n $K1 $K $F1 $F0 $h1 $T $T1 $@1 $@0 $B1 $B0".split(" "),
  ),
  fc.constantFrom(
    ..."$Q1 $W1 $W0 $i1 $L1 $L $R $r1 $x1 $A1 $O1 $o1 $U1 $S1 $s1 $G1 $g1 $M1 $m1 $V1 $b1 $X1 $E $Y $Z $C1".split(" "),
  ),
  fc.constantFrom(
    ..."$1 $0 $1:0:0:0 $1:__proto__:then $1:constructor:constructor $0:then:constructor $2:a:b $ffff".split(" "),
  ),
  fc.constant(`$n${"9".repeat(5_000)}`),
  text.map((given) => `$${given}`),
);
export const withReferences = fc.oneof(
  references,
  json(fields),
  fc.array(fc.oneof(references, json(fields)), { maxLength: 4 }),
  fc.constant({
    // biome-ignore lint/suspicious/noThenProperty: what opened React's servers once (CVE-2025-55182)
    then: "$1:__proto__:then",
    status: "resolved_model",
    reason: -1,
    value: '{"then":"$B1337"}',
    _response: { _prefix: "x", _formData: { get: "$1:constructor:constructor" } },
  }),
);

type Part = { name: string; value: string; file?: string; type?: string };
const known = "0 1 2 -1 1e3 0[ _1_email _1_name _1___proto__ __proto__ constructor part slots email token file text";
const reacts = "$ACTION_KEY $ACTION_REF_1 $ACTION_1:0 $ACTION_1:1 $ACTION_ID_";
const fieldNames = fc.oneof(
  fc.constantFrom(...`${known} ${reacts}`.split(" ")),
  text.map((given) => given.slice(0, 300)),
);

const quoted = (given: string) => given.replace(/[\r\n"]/g, "_");

/** The bytes of a form, whatever its fields are called. */
export function multipart(parts: readonly Part[], boundary: string): Buffer {
  const pieces = parts.flatMap(({ name, value, file, type }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${file === undefined ? "" : `; filename="${quoted(file)}"`}\r\n`,
    type === undefined ? "\r\n" : `Content-Type: ${quoted(type)}\r\n\r\n`,
    value,
    "\r\n",
  ]);
  return Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece)));
}

const typeOf = (type: string): [string, string] => ["Content-Type", type];
export const formType = (boundary: string) => typeOf(`multipart/form-data; boundary=${boundary}`);
export const manners = fc.constantFrom<Wire["manner"]>("whole", "whole", "whole", "chunked", "cut");

export const someParts = fc.array(
  fc.record(
    { name: fieldNames, value: fc.oneof(withReferences.map(written), text) },
    { requiredKeys: ["name", "value"] },
  ),
  { maxLength: 6 },
);

type Body = { headers: [string, string][]; body: Buffer };

const form = (parts: readonly Part[], type = formType("b")): Body => ({ headers: [type], body: multipart(parts, "b") });
const other = (type: string, content: string): Body => ({ headers: [typeOf(type)], body: Buffer.from(content) });
const filled = (count: number): Part[] =>
  Array.from({ length: count }, (_, index) => ({ name: `_1_${index}`, value: "x" }));

const asReactDoes = fc
  .tuple(withReferences, someParts)
  .map(([first, more]) => form([...more, { name: "0", value: written([first, first]) }]));
const cutShort = fc.tuple(someParts, fc.nat(200)).map(([parts, length]): Body => {
  const whole = form(parts);
  return { ...whole, body: whole.body.subarray(0, length) };
});
const wrongBoundaries = [formType(""), formType("a".repeat(300)), typeOf("multipart/form-data")];
const withFile = fc.tuple(fieldNames, text, text, text).map(([name, value, file, type]) =>
  form([
    { name, value, file, type },
    { name: "0", value: '["$K1"]' },
  ]),
);
const otherTypes = ["application/x-www-form-urlencoded", "application/json", "text/html", ""];

/** A body and what it is called: a form as React sends it, one that is none, or something else. */
export const bodies: fc.Arbitrary<Body> = fc.oneof(
  { weight: 5, arbitrary: asReactDoes },
  { weight: 2, arbitrary: someParts.map((parts) => form(parts)) },
  { weight: 2, arbitrary: withReferences.map((value) => other("text/plain;charset=UTF-8", written([value]))) },
  { weight: 1, arbitrary: cutShort },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...wrongBoundaries).map((type) => form([{ name: "0", value: marker }], type)),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...otherTypes), text).map(([type, given]) => other(type, given)) },
  { weight: 1, arbitrary: withFile },
  {
    weight: 1,
    arbitrary: fc.constantFrom(1, 2, 3).map((size) => form([{ name: "0", value: marker.repeat(size * 60_000) }])),
  },
  { weight: 1, arbitrary: fc.integer({ min: 500, max: 3_000 }).map((count) => form(filled(count))) },
);
