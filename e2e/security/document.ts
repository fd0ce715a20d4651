/** docs/access.md: the rules of access as a table that a person can read. */
import { mayDo, type Permission, permissions, staffRoles } from "@/lib/domain/permissions";
import { answerOfAction, answerOfPage, answerOfRoute, hasOwners, pages, routes } from "./access";
import { type ActionNeed, actionDoors } from "./doors";
import { merchantStates, type Visitor } from "./visitors";

const head = `# Who may do what

Made from the sources by \`npx vitest run scripts/access.test.ts -u\`; the test fails when it is out of step. Who of the staff may do what is
\`lib/domain/permissions.ts\`, the rest \`e2e/security/access.ts\`; \`e2e/security/matrix.spec.ts\` asks every door as every visitor and
compares. Of each run it leaves \`test-results/access-matrix.csv\`.

"yes" lets in. A path is where a page leads instead. A number is the status of a refusal: 401 without a session of the right kind, 403 for a
role that may not, 404 for what is somebody else's, 409 for what is locked. "nobody" is also whoever has a session that ended, was disabled,
or was invited by an invitation that was taken back.`;

const nobody: Visitor = { title: "nobody", kind: "nobody" };
const ofStaff = staffRoles.map((role): Visitor => ({ title: role, kind: "staff", role }));
const ofMerchants = merchantStates.map((state): Visitor => ({ title: state, kind: "merchant", state }));
const live: Visitor = { title: "merchant", kind: "merchant", state: "live" };

const say = (answer: string) =>
  answer === "open" || answer === "reached" ? "yes" : answer.startsWith("→ ") ? `\`${answer.slice(2)}\`` : answer;

/** Padded as the formatter wants it. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[], fill = " ") =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(" | ")} |`;
  return [
    line(titles),
    line(
      titles.map(() => ""),
      "-",
    ),
    ...rows.map((row) => line(row)),
  ].join("\n");
}

const named = (text: string) => `\`${text}\``;

const rolesTable = () =>
  table(
    ["Permission", ...staffRoles],
    (Object.keys(permissions) as Permission[]).map((permission) => [
      named(permission),
      ...staffRoles.map((role) => (mayDo(role, permission) ? "yes" : "")),
    ]),
  );

const merchantPages = () =>
  table(
    ["Page", "nobody", "staff", ...merchantStates],
    Object.entries(pages)
      .filter(([, access]) => ["merchant", "guests", "secondStep"].includes(access.for))
      .map(([page, access]) => [
        named(page),
        ...[nobody, ...ofStaff.slice(0, 1), ...ofMerchants].map((visitor) => say(answerOfPage(access, visitor, true))),
      ]),
  );

const staffPages = () =>
  table(
    ["Page", "Permission", "nobody", "merchant", ...staffRoles],
    Object.entries(pages).flatMap(([page, access]) => {
      if (access.for !== "staff") return [];
      const row = (words: string, isOwn: boolean) => [
        `${named(page)}${words}`,
        named(access.needs),
        ...[nobody, live, ...ofStaff].map((visitor) => say(answerOfPage(access, visitor, isOwn))),
      ];
      return hasOwners(access) ? [row(", own", true), row(", somebody else's", false)] : [row("", true)];
    }),
  );

const openPages = () =>
  Object.entries(pages)
    .flatMap(([page, access]) => (access.for === "everybody" ? [named(page)] : []))
    .join(", ");

const routesTable = () =>
  table(
    ["Route", "nobody", "merchant, own", "merchant, other's", ...staffRoles],
    Object.entries(routes).map(([door, access]) => [
      named(door),
      say(answerOfRoute(access, nobody, false)),
      say(answerOfRoute(access, { ...live, state: "refused" }, true)),
      hasOwners(access) && access.for === "owner"
        ? say(answerOfRoute(access, { ...live, state: "refused" }, false))
        : "",
      ...ofStaff.map((visitor) => say(answerOfRoute(access, visitor, true))),
    ]),
  );

function actionsTable(): string {
  const doors = [...actionDoors()];
  const needs = [...new Set(doors.map(([, need]) => need))].sort();
  const visitors = [nobody, live, ...ofStaff];
  const row = (need: ActionNeed) => [
    named(need),
    ...visitors.map((visitor) => say(answerOfAction(need, visitor))),
    doors.flatMap(([name, one]) => (one === need ? [named(name)] : [])).join(", "),
  ];
  return table(["For", "nobody", "merchant", ...staffRoles, "Actions"], needs.map(row));
}

const fields = `Numbers and photos of people are masked for all staff until somebody with \`person.reveal\` asks for them; Brand ID and shared key are
shown with \`credential.reveal\` alone. Staff's comments and second opinions, and DOKU's wire, are never a merchant's.

A merchant writes every field until its application is sent. From then on a field is open where DOKU has refused what it belongs to, or staff have
granted a change of it, and nothing is on its way to DOKU; staff with \`case.correct\` write the same fields. Of a list (contacts, networks, documents)
only the refused entry is open. \`e2e/security/locked.spec.ts\` writes every field in every state.`;

export const accessDocument = (): string =>
  [
    head,
    "## The staff's permissions",
    rolesTable(),
    "## Pages of merchants, by the state of their application",
    merchantPages(),
    `Open to everybody: ${openPages()}.`,
    "## Pages of the staff",
    staffPages(),
    "## Routes",
    routesTable(),
    "`GET /api/cron`, `GET /api/metrics` and DOKU's callbacks ask for a secret of their own, whatever session comes with it.",
    "## Fields",
    fields,
    "## Server actions",
    "Each acts on what is the caller's own, or asks for the permission of the first column before it reads what was sent.",
    actionsTable(),
  ].join("\n\n");
