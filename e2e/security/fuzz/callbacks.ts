/** DOKU's callbacks with something wrong about them. */
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { paths } from "@/lib/paths";
import { callbackHeaders, dokuTime } from "../../doku-callback";
import type { Shot } from "./run";
import type { Wire } from "./send";
import { headerText, json, marker, source, text, written } from "./values";

/** A merchant in review whose callback address is known, and what it shares with DOKU. */
export type Aim = {
  doku: { clientId: string; secretKey: string };
  token: string;
  otherToken: string;
  businessId: string;
};

const names = [
  "type",
  "status",
  "business_id",
  "brand_id",
  "entity_id",
  "updated_at",
  "notes",
  "data",
  "code",
  "field",
];

/** A verdict that would count, were it DOKU's. */
const verdict = ({ businessId }: Aim) =>
  JSON.stringify({ type: "BRAND", status: "REJECTED", business_id: businessId, entity_id: businessId, note: marker });

/** As our own server takes it, and spelt so that only Next does. */
const doors = fc.constantFrom(
  (path: string) => path,
  (path: string) => `${path.slice(0, -1)}%${(path.at(-1) ?? "").charCodeAt(0).toString(16)}`,
);

function signed(
  aim: Aim,
  body: Buffer | string,
  wrong: { path?: string; secretKey?: string; timestamp?: string } = {},
) {
  const path = wrong.path ?? paths.webhook(aim.token);
  return Object.entries(callbackHeaders(aim, path, body as string, wrong));
}

const post = (path: string, headers: [string, string][], body: Buffer | string): Wire => {
  return { method: "POST", path, headers, body: Buffer.from(body as string) };
};

const hourMs = 3_600_000;
const wrongTimes = fc.oneof(
  fc.integer({ min: 25, max: 200_000 }).map((hours) => dokuTime(new Date(Date.now() - hours * hourMs))),
  fc.integer({ min: 1, max: 200_000 }).map((hours) => dokuTime(new Date(Date.now() + hours * hourMs))),
  fc.constantFrom("now", "0", "1700000000", "2026-02-30T00:00:00Z", "9999-99-99T99:99:99Z", "Mon, 23 Nov 2026"),
);
const signedNames = ["Client-Id", "Request-Id", "Request-Timestamp", "Signature"];

/** One thing of a callback that was right is made wrong: none of these is DOKU's. */
const forged = (aim: Aim): fc.Arbitrary<Shot> => {
  const path = paths.webhook(aim.token);
  const right = () => ({ headers: signed(aim, verdict(aim)), body: verdict(aim) });
  const change = (name: string, to: (value: string) => string | string[]) =>
    right().headers.flatMap(([own, value]): [string, string][] =>
      own === name ? [to(value)].flat().map((one) => [own, one]) : [[own, value]],
    );
  const shot = (what: string, headers: [string, string][], body: Buffer | string, at = path): Shot => {
    return { what: `forged, ${what}`, wire: post(at, headers, body), refused: "status" };
  };
  const name = fc.constantFrom(...signedNames);
  return fc.oneof(
    fc.tuple(name, headerText).map(([one, value]) =>
      shot(
        "another header",
        change(one, () => `x${value}`),
        right().body,
      ),
    ),
    name.map((one) =>
      shot(
        "without a header",
        change(one, () => []),
        right().body,
      ),
    ),
    fc.tuple(name, headerText).map(([one, value]) =>
      shot(
        "a header twice",
        change(one, (own) => [own, `x${value}`]),
        right().body,
      ),
    ),
    fc.integer({ min: 1, max: 30 }).map((count) =>
      shot(
        "half a signature",
        change("Signature", (own) => own.slice(0, -count)),
        right().body,
      ),
    ),
    fc.constantFrom("HMACSHA256=", "", "HMACSHA256=AAAA", "none").map((value) =>
      shot(
        "no signature",
        change("Signature", () => value),
        right().body,
      ),
    ),
    text.map((key) => shot("another key", signed(aim, verdict(aim), { secretKey: `${key}x` }), verdict(aim))),
    wrongTimes.map((timestamp) => shot("another time", signed(aim, verdict(aim), { timestamp }), verdict(aim))),
    fc.nat(verdict(aim).length - 1).map((at) => {
      const body = Buffer.from(verdict(aim));
      body[at] = ((body[at] ?? 0) + 1) % 256;
      return shot("another byte", right().headers, body);
    }),
    text.map((more) => shot("a longer body", right().headers, `${right().body} ${more}`)),
    fc
      .nat(verdict(aim).length - 1)
      .map((length) => shot("a shorter body", right().headers, right().body.slice(0, length))),
    fc
      .constantFrom(
        path.slice(0, -1),
        `${path}x`,
        path.toUpperCase(),
        paths.webhook("x"),
        paths.webhook(aim.otherToken),
      )
      .map((at) => shot("another address", right().headers, right().body, at)),
    fc.constantFrom("PUT", "DELETE", "PATCH", "GET", "PROPFIND").map((method) => {
      const one = shot(`by ${method}`, right().headers, right().body);
      return { ...one, wire: { ...one.wire, method } };
    }),
    fc.constant(null).map(() => {
      const one = shot("cut off", right().headers, right().body);
      return { ...one, wire: { ...one.wire, manner: "cut" as const } };
    }),
    text.map((more) => shot("too large", right().headers, `${" ".repeat(270_000)}${more}`)),
  );
};

/** Signed by DOKU's key, and saying nothing that anybody knows: kept or refused, but never a verdict. */
const odd = (aim: Aim): fc.Arbitrary<Shot> => {
  const body = fc.oneof(
    json(names).map(written),
    text,
    fc.tuple(text, text).map(([type, status]) =>
      JSON.stringify({
        type: `${type}?`,
        status: `${status}?`,
        business_id: aim.businessId,
        entity_id: status,
        updated_at: type,
      }),
    ),
    fc.constant(`{"type":"BRAND","status":"?","status":"?","updated_at":1e999}`),
    fc.constant(`\ufeff{"type":"?"}`),
    json(names).map((value) => Buffer.from(written(value), "utf16le").toString("latin1")),
  );
  const types = fc.constantFrom(
    "application/json",
    "text/html",
    "multipart/form-data; boundary=x",
    "application/xml",
    "",
    "?",
  );
  return fc
    .tuple(body, types, doors, fc.constantFrom("whole" as const, "chunked" as const), headerText)
    .map(([content, type, spell, manner, more]) => {
      const headers = signed(aim, content).map(([name, value]): [string, string] => [
        name,
        name === "Content-Type" ? type : value,
      ]);
      const wire = post(spell(paths.webhook(aim.token)), [...headers, ["X-More", more], ["Digest", more]], content);
      return { what: "signed and odd", wire: { ...wire, manner }, refused: null };
    });
};

export const callbackShots = (aim: Aim): fc.Arbitrary<Shot> =>
  fc
    .tuple(fc.oneof({ weight: 3, arbitrary: forged(aim) }, { weight: 1, arbitrary: odd(aim) }), doors, source)
    .map(([shot, spell, from]) => {
      const { wire } = shot;
      const isOurs = wire.path === paths.webhook(aim.token) && shot.refused !== null;
      const headers: Wire["headers"] = [...wire.headers, ["X-Forwarded-For", from], ["X-Request-Id", randomUUID()]];
      return { ...shot, wire: { ...wire, headers, path: isOurs ? spell(wire.path) : wire.path } };
    });
