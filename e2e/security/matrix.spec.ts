/** Everybody at every door: what docs/access.md says, asked over plain HTTP. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { encodeArguments, guardedActions, serverActionIds } from "../server-actions";
import { type Answer, answerOfAction, answerOfPage, answerOfRoute, hasOwners, pages, routes } from "./access";
import { type Ask, actionAnswer, type Heard, inParallel, knock, pageAnswer, routeAnswer } from "./ask";
import type { Cast, Merchant, Person } from "./cast";
import { type ActionNeed, actionDoors, pageDoors, routeDoors } from "./doors";
import { expect, test } from "./fixtures";
import { digests } from "./rows";
import { isLong } from "./size";
import { addressOf, askOfRoute, prepareTargets, type Targets } from "./targets";

const tag = "@security";

/** One question of the matrix; `more` are asked as well, and only looked at for what they show. */
type Cell = {
  door: string;
  who: string;
  visitor: Person | Merchant;
  expected: Answer;
  asks: Ask[];
  answer: (heard: Heard) => string;
  more?: Ask[];
};

const isLetIn = (answer: Answer) => answer === "open" || answer === "reached";
const everyone = ({ shutOut, merchants, staff }: Cast): (Person | Merchant)[] => [
  ...shutOut,
  ...Object.values(merchants),
  ...Object.values(staff),
];
/** The short form asks one merchant and two members in place of all those who are refused alike. */
const strangers = (cast: Cast, need: ActionNeed): (Person | Merchant)[] => {
  const { shutOut, merchants, staff } = cast;
  if (isLong || need === "everybody") return everyone(cast);
  if (need === "merchant") return [...shutOut, ...Object.values(merchants), staff.viewer, staff.admin];
  return [...shutOut, merchants.live, ...Object.values(staff)];
};
const ownerships = (visitor: Person, isTold: boolean) =>
  isTold && visitor.kind !== "nobody" ? ([true, false] as const) : ([false] as const);

function pageCells(cast: Cast, targets: Targets): Cell[] {
  return Object.entries(pages).flatMap(([path, access]) =>
    everyone(cast).flatMap((visitor) =>
      ownerships(visitor, hasOwners(access)).map((isOwn): Cell => {
        const address = addressOf(path, visitor, isOwn, cast, targets);
        const expected = answerOfPage(access, visitor, isOwn);
        const part = { path: `${address}?_rsc=1`, init: { headers: { RSC: "1" } } };
        const isAlike = visitor.kind === "merchant" && visitor.state !== "live" && !isLong;
        const more = isLetIn(expected) || isAlike ? [] : [part];
        return {
          door: path,
          who: whoOf(visitor, isOwn),
          visitor,
          expected,
          asks: [{ path: address }],
          answer: pageAnswer,
          more,
        };
      }),
    ),
  );
}

const whoOf = ({ title }: Person, isOwn: boolean) => (isOwn ? `${title}, own` : title);

function routeCells(cast: Cast, targets: Targets): Cell[] {
  return Object.entries(routes).flatMap(([door, access]) =>
    everyone(cast).flatMap((visitor) =>
      ownerships(visitor, hasOwners(access)).flatMap((isOwn): Cell[] => {
        const path = door.split(" ")[1] ?? "";
        const hasFiles = !("files" in visitor) || visitor.files.identity !== null;
        if (isOwn && path.includes("/uploads/[id]") && !hasFiles) return [];
        const address = addressOf(door, visitor, isOwn, cast, targets);
        const expected = answerOfRoute(access, visitor, isOwn);
        const asks = [askOfRoute(door, address)];
        // The stream itself, too.
        if (path.startsWith("/api/live/"))
          asks.push({ path: address, init: { headers: { Accept: "text/event-stream" } } });
        // It would end the session of whoever asks.
        const asked = door === "POST /sign-out" ? { ...visitor, cookie: "" } : visitor;
        return [{ door, who: whoOf(visitor, isOwn), visitor: asked, expected, asks, answer: routeAnswer }];
      }),
    ),
  );
}

/** Who is refused sends what would do harm; who is let in sends nonsense, because the permission is asked before the input is read. */
function actionCells(cast: Cast): Cell[] {
  const ids = serverActionIds();
  const guarded = guardedActions(cast.other.applicationId);
  return [...actionDoors()].flatMap(([name, need]) =>
    strangers(cast, need).map((visitor): Cell => {
      const expected = answerOfAction(need, visitor);
      const harm = guarded[name];
      const all = isLetIn(expected) || !harm ? [[{ json: "x" }, { json: "x" }]] : [harm.args, []];
      const path = harm?.path ?? "/sign-in";
      const asks = all.map((args): Ask => {
        const headers = { "Next-Action": ids.get(name) ?? "no such action" };
        return { path, init: { method: "POST", headers, body: encodeArguments(args) } };
      });
      return { door: name, who: visitor.title, visitor, expected, asks, answer: actionAnswer };
    }),
  );
}

/** What of others stands in an answer. Who is refused reads nobody's, a merchant its own alone, and a viewer no personal number. */
function leaked({ visitor, expected }: Cell, { text }: Heard, cast: Cast): string[] {
  const all = [...Object.values(cast.merchants), cast.other];
  const isIn = isLetIn(expected);
  const role = visitor.kind === "staff" ? visitor.role : null;
  const isNumber = (mark: string) => /^\d+$/.test(mark);
  return all.flatMap(({ userId, marks }) => {
    if (isIn && role && role !== "viewer") return [];
    if (isIn && userId === visitor.userId) return [];
    return marks.filter((mark) => !(isIn && role) || isNumber(mark)).filter((mark) => text.includes(mark));
  });
}

/** Whether a merchant reads its own: what is looked for in vain elsewhere can be found. */
const readsItsOwn = ({ visitor }: Cell, { text }: Heard) =>
  "marks" in visitor && visitor.marks.every((mark) => text.includes(mark));

/** What was asked for is locked, or at DOKU: that is said to those alone who may ask. */
const fits = (expected: Answer, answer: string) => answer === expected || (expected === "reached" && answer === "409");

async function ask(url: string, cells: readonly Cell[], cast: Cast) {
  const seen: { door: string; who: string; answer: string }[] = [];
  const wrong: string[] = [];
  let own = 0;
  await inParallel(cells, 8, async (cell) => {
    const { door, who, visitor, expected, asks, more = [], answer } = cell;
    const heard = await Promise.all(asks.map((one) => knock(url, visitor.cookie, one)));
    const answers = [...new Set(heard.map(answer))];
    if (!answers.every((one) => fits(expected, one)))
      wrong.push(`${door} as ${who}: ${answers.join()} in place of ${expected}`);
    const further = await Promise.all(more.map((one) => knock(url, visitor.cookie, one)));
    for (const one of [...heard, ...further]) {
      const marks = leaked(cell, one, cast);
      if (marks.length > 0) wrong.push(`${door} as ${who}: the answer holds ${marks.join(", ")}`);
      if (one.status >= 500) wrong.push(`${door} as ${who}: status ${one.status}`);
    }
    own += heard.filter((one) => readsItsOwn(cell, one)).length;
    seen.push({ door, who, answer: answers.join() });
  });
  return { seen, wrong, own };
}

/** A row a door, a column a visitor. */
function asTable(seen: { door: string; who: string; answer: string }[]): string {
  const visitors = [...new Set(seen.map(({ who }) => who))];
  const doors = [...new Set(seen.map(({ door }) => door))].sort();
  const line = (cells: readonly string[]) => cells.map((cell) => `"${cell}"`).join(",");
  const lines = doors.map((door) => {
    const cells = seen.filter((cell) => cell.door === door);
    return line([door, ...visitors.map((who) => cells.find((cell) => cell.who === who)?.answer ?? "")]);
  });
  return [line(["door", ...visitors]), ...lines].join("\n");
}

test("no page, route or action is left out of the table", { tag }, () => {
  expect(Object.keys(pages).sort()).toEqual(pageDoors());
  expect(Object.keys(routes).sort()).toEqual(routeDoors().sort());
  const built: Record<string, string> = JSON.parse(readFileSync(".next/app-path-routes-manifest.json", "utf8"));
  const addresses = new Set([...pageDoors(), ...routeDoors().map((door) => door.split(" ")[1])]);
  expect(Object.values(built).filter((address) => !address.startsWith("/_") && !addresses.has(address))).toEqual([]);
  const actions = [...serverActionIds().keys()].sort();
  expect([...actionDoors().keys()].sort()).toEqual(actions);
  const guarded = [...actionDoors()].flatMap(([name, need]) => (need === "everybody" ? [] : [name]));
  expect(Object.keys(guardedActions("")).sort()).toEqual(guarded.sort());
});

test(
  "every visitor is answered at every door as the table says, and who is refused reads and changes nothing",
  { tag },
  async ({ stage, cast }, testInfo) => {
    test.setTimeout(isLong ? 900_000 : 240_000);
    const targets = await prepareTargets(stage, cast);
    const cells = [...pageCells(cast, targets), ...routeCells(cast, targets), ...actionCells(cast)];
    const before = await digests(stage.database);
    const refused = await ask(
      stage.url,
      cells.filter(({ expected }) => !isLetIn(expected)),
      cast,
    );
    const after = await digests(stage.database);
    const allowed = cells.filter(({ expected }) => isLetIn(expected));
    const isTakingAway = ({ door }: Cell) => door.startsWith("DELETE");
    const admitted = await ask(
      stage.url,
      allowed.filter((cell) => !isTakingAway(cell)),
      cast,
    );
    const takenAway = await ask(stage.url, allowed.filter(isTakingAway), cast);

    const file = join(testInfo.project.outputDir, "access-matrix.csv");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, asTable([...refused.seen, ...admitted.seen, ...takenAway.seen]));
    expect([...refused.wrong, ...admitted.wrong, ...takenAway.wrong]).toEqual([]);
    expect(admitted.own, "pages that show a merchant all of its own").toBeGreaterThan(0);
    expect([...after]).toEqual([...before]);
  },
);
