/** Server actions, forms, drafts, addresses, parts of pages and uploads as no page of ours sends them. */
import fc from "fast-check";
import { paths } from "@/lib/paths";
import { serverActionIds } from "../../server-actions";
import { actionDoors } from "../doors";
import { bodies, formType, manners, multipart, someParts } from "./forms";
import { parts } from "./parts";
import type { Aim, Shot } from "./run";
import type { Wire } from "./send";
import { uploads } from "./uploads";
import { fields, headerText, json, source, text, written } from "./values";

const merchantPages = ["/onboarding", "/onboarding/business/bank", "/onboarding/uploads", "/onboarding/correct/bank"];
const pages = ["/", "/sign-in", ...merchantPages, "/desk"];

/** Ids of the build, of another build, and what never was one. */
function actionIds(): fc.Arbitrary<string> {
  const known = serverActionIds();
  const ours = [...actionDoors().keys()].flatMap((name) => known.get(name) ?? []);
  const stale = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 42, maxLength: 42 });
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...ours) },
    { weight: 1, arbitrary: stale },
    { weight: 1, arbitrary: headerText },
  );
}

const action = (path: fc.Arbitrary<string>) =>
  fc.tuple(actionIds(), path, bodies, manners).map(([id, at, { headers, body }, manner]): Wire => {
    return { method: "POST", path: at, headers: [["Next-Action", id], ...headers], body, manner };
  });

/** A form that was sent before its script arrived: the id stands in a field. */
const plainForm = (path: fc.Arbitrary<string>) =>
  fc.tuple(actionIds(), path, someParts, manners, fc.boolean()).map(([id, at, more, manner, isBound]): Wire => {
    const own = isBound
      ? [
          { name: "$ACTION_REF_1", value: "" },
          { name: "$ACTION_1:0", value: JSON.stringify({ id, bound: "$@1" }) },
          { name: "$ACTION_1:1", value: '["$K1",{"a":"$1:constructor"}]' },
        ]
      : [{ name: `$ACTION_ID_${id}`, value: "" }];
    return { method: "POST", path: at, headers: [formType("b")], body: multipart([...own, ...more], "b"), manner };
  });

const jsonRoutes = ({ applicationId }: Aim) =>
  fc
    .tuple(
      fc.constantFrom(paths.drafts, paths.draftsFor(applicationId)),
      json(fields),
      manners,
      fc.constantFrom("kind", "bank", "contacts", "slots", "social"),
    )
    .map(([path, value, manner, part]): Wire => {
      const body = Buffer.from(manner === "chunked" ? written(value) : written({ part, values: value, base: value }));
      return { method: "PUT", path, headers: [["Content-Type", "application/json"]], body, manner };
    });

const smallForms = fc
  .tuple(fc.constantFrom(paths.signInComplete, paths.invitationAccept, paths.deskAuditExport), bodies, manners)
  .map(([path, { headers, body }, manner]): Wire => ({ method: "POST", path, headers, body, manner }));

const queries = ({ applicationId, fileId }: Aim) =>
  fc
    .tuple(
      fc.constantFrom(
        paths.desk,
        paths.deskEvents,
        paths.deskAudit,
        paths.deskInsight,
        paths.deskInsightExport,
        paths.live(applicationId),
        paths.file(fileId),
        paths.drafts,
        paths.signIn,
        "/api/live/",
        "/api/uploads/",
        "/desk/merchants/",
        "/invitation/",
        "/sign-in/link/",
        "/logo/",
      ),
      fc.constantFrom(
        "q",
        "view",
        "part",
        "size",
        "since",
        "table",
        "from",
        "to",
        "page",
        "after",
        "section",
        "sort",
        "__proto__",
      ),
      text,
    )
    .map(([path, name, value]): Wire => {
      const odd = encodeURIComponent(Buffer.from(value.slice(0, 800), "utf8").toString("utf8"));
      const address = path.endsWith("/") ? `${path}${odd}` : `${path}?${name}=${odd}&${name}=${odd}`;
      return { method: "GET", path: address, headers: [["Accept", "application/json"]], body: Buffer.alloc(0) };
    });

/** Something of all of it, from somebody. */
export function actionShots(aim: Aim): fc.Arbitrary<Shot> {
  const path = fc.constantFrom(...pages, paths.deskMerchant(aim.applicationId));
  const kinds: [string, number, fc.Arbitrary<Wire>][] = [
    ["action", 8, action(path)],
    ["plain form", 2, plainForm(path)],
    ["draft", 2, jsonRoutes(aim)],
    ["small form", 1, smallForms],
    ["query", 2, queries(aim)],
    ["part of a page", 2, parts(aim)],
    ["upload", 5, uploads(aim)],
  ];
  const any = fc.oneof(
    ...kinds.map(([what, weight, wires]) => ({ weight, arbitrary: wires.map((wire) => ({ what, wire })) })),
  );
  return fc.tuple(any, fc.constantFrom(...aim.senders), source).map(([{ what, wire }, sender, from]): Shot => {
    const headers: Wire["headers"] = [...wire.headers, ["Cookie", sender.cookie], ["X-Forwarded-For", from]];
    const mustRefuse = what === "upload";
    return { what: `${what} by ${sender.title}`, wire: { ...wire, headers }, refused: mustRefuse ? "words" : null };
  });
}
