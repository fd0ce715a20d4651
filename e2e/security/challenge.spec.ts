/**
 * The challenge: read merchant B's identity card, its picture or its number, as anybody who may not. Every way that the app has is
 * tried, and every answer is searched for bytes of the picture and for the number. That the search finds both is shown by those who may.
 */
import { hash, randomBytes } from "node:crypto";
import sharp from "sharp";
import { listFiles } from "@/db/queries/files";
import { attachFile } from "@/lib/onboarding/attach-file";
import { paths } from "@/lib/paths";
import { type Argument, encodeArguments, guardedActions, serverActionIds } from "../server-actions";
import { type Ask, inParallel, knock } from "./ask";
import type { Cast, Merchant, Person } from "./cast";
import { pageDoors, routeDoors } from "./doors";
import { expect, test } from "./fixtures";
import { isLong } from "./size";
import { headerTricks, pathTricks } from "./tricks";

const tag = "@security";
const cardSlot = "contact.primary.DOCUMENT.KTP";

/** B, whose card is a picture that nobody else has. */
type Prize = { merchant: Merchant; fileId: string; nik: string };

async function* grain(): AsyncIterable<Uint8Array> {
  yield await sharp(randomBytes(400 * 300 * 3), { raw: { width: 400, height: 300, channels: 3 } })
    .jpeg()
    .toBuffer();
}

async function hidePrize({ merchant: make }: Cast, db: Parameters<typeof listFiles>[0]): Promise<Prize> {
  const merchant = await make("draft", "Toko Harta");
  const input = { slotId: cardSlot, content: grain(), announcedBytes: null, idempotencyKey: null };
  await attachFile({ actor: merchant.actor, input });
  const fileId = (await listFiles(db, merchant.applicationId)).find(({ slotId }) => slotId === cardSlot)?.id ?? "";
  const nik = merchant.marks.find((mark) => mark.startsWith("3174")) ?? "";
  return { merchant, fileId, nik };
}

/** Pieces from the middle of a file: no two pictures of grain share them, and half an answer holds one too. */
function piecesOf(file: Buffer): Buffer[] {
  const bytes = 24;
  return Array.from({ length: 8 }, (_, index) => {
    const start = Math.floor((file.length * (index + 1)) / 10);
    return file.subarray(start, start + bytes);
  });
}

/** Every address that has something to do with B or its file, and every page and route with B's ids in it. */
function addresses({ merchant, fileId }: Prize): string[] {
  const { applicationId } = merchant;
  const names: Record<string, string> = { applicationId, fileId, id: fileId, section: "documents", part: "contacts" };
  const fill = (path: string) => path.replace(/\[(\w+)\]/g, (_, name: string) => names[name] ?? applicationId);
  const routes = routeDoors().map((door) => door.split(" ")[1] ?? "");
  const all = [...pageDoors(), ...new Set(routes)].map(fill);
  const file = paths.file(fileId);
  const image = (width: number) => `/_next/image?url=${encodeURIComponent(file)}&w=${width}&q=75`;
  // Addresses that name nothing of B's are the matrix's matter, which looks for the number too.
  const named = isLong ? all : all.filter((path) => path.includes(applicationId) || path.includes(fileId));
  return [
    ...named.filter((path) => path !== paths.signOut),
    `${file}?size=small`,
    ...pathTricks(file),
    ...[64, 640, 3840].map(image),
    `/api/drafts?part=slots&applicationId=${applicationId}`,
    `/api/drafts?part=contacts&applicationId=${applicationId}`,
    `${paths.draftsFor(applicationId)}?part=slots`,
    `${paths.deskMerchant(applicationId)}?reveal=1&show=all`,
    `${paths.deskInsightExport}?table=merchants`,
    `${paths.socialCard}?applicationId=${applicationId}&url=${encodeURIComponent(file)}`,
    `${paths.uploads}?applicationId=${applicationId}`,
    `${paths.live(applicationId)}?since=0`,
    `/desk?view=all&q=${encodeURIComponent(merchant.marks[0] ?? "")}`,
    `/.data/files/${fileId}`,
    `/files/${fileId}`,
  ];
}

/** An address in all ways to ask for it. */
function waysTo(path: string, fileId: string): Ask[] {
  const joint = path.includes("?") ? "&" : "?";
  const get: Ask[] = [
    { path },
    ...(path.includes("/api/") ? [{ path, init: { headers: { Accept: "text/event-stream" } } }] : []),
    { path: `${path}${joint}_rsc=abc12`, init: { headers: { RSC: "1" } } },
  ];
  const methods = ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "PROPFIND"];
  const others = methods.map((method): Ask => ({ path, init: { method } }));
  const isAboutFiles =
    path.split("?")[0] === paths.file(fileId) || path.endsWith("/export") || (isLong && path.includes("upload"));
  return [...get, ...(isAboutFiles ? others : []), ...(isAboutFiles ? headerTricks(path) : [])];
}

const call = (name: string, path: string, args: Argument[]): Ask => {
  const headers = { "Next-Action": serverActionIds().get(name) ?? "" };
  return { path, init: { method: "POST", headers, body: encodeArguments(args) } };
};

/** What shows a number to who may see it. */
function reveals({ merchant, fileId }: Prize): Ask[] {
  const { applicationId } = merchant;
  return ["beside", "answers", "answers/contacts", `beside/${cardSlot}`, `beside/${cardSlot}/NO_KTP`, fileId].map(
    (what) => call("reveal", paths.deskMerchant(applicationId), [{ json: { applicationId, what } }]),
  );
}

/** Every server action with B's ids, and a search for the number itself. */
function actionsOn(prize: Prize): Ask[] {
  const all = Object.entries(guardedActions(prize.merchant.applicationId));
  const search = call("search", "/desk", [{ json: { sent: 0 } }, { form: { q: prize.nik } }]);
  return [...all.map(([name, { path, args }]) => call(name, path, args)), ...reveals(prize), search];
}

test("nobody who may not reads merchant B's identity card, whatever they ask", { tag }, async ({ stage, cast }) => {
  test.setTimeout(isLong ? 900_000 : 240_000);
  const prize = await hidePrize(cast, stage.database.db);
  const { merchant, fileId, nik } = prize;

  // Those who may: the owner and a reviewer. They also fill whatever caches there are.
  const { reviewer } = cast.staff;
  const wholeOf = async ({ cookie }: Person, path: string) => {
    const heard = await knock(stage.url, cookie, { path });
    expect(heard.status, path).toBe(200);
    return Buffer.from(heard.text, "latin1");
  };
  const own = await wholeOf(merchant, paths.file(fileId));
  const small = await wholeOf(merchant, `${paths.file(fileId)}?size=small`);
  expect(hash("sha256", await wholeOf(reviewer, paths.file(fileId)))).toBe(hash("sha256", own));
  expect((await wholeOf(merchant, "/onboarding/uploads")).includes(nik), "the owner reads its number").toBe(true);
  const revealed = await Promise.all(reveals(prize).map((one) => knock(stage.url, reviewer.cookie, one)));
  expect(
    revealed.some(({ text }) => text.includes(nik)),
    "a reviewer reveals the number",
  ).toBe(true);
  const looks = async () => {
    const { rows } = await stage.database.executeSql(
      "select count(*) as count from audit_log where action = 'file.seen' or action = 'numbers.revealed'",
    );
    return (rows[0] as { count: string }).count;
  };
  const before = await looks();

  const pieces = [...piecesOf(own), ...piecesOf(small)].map((piece) => piece.toString("latin1"));
  const holds = (text: string) => text.includes(nik) || pieces.some((piece) => text.includes(piece));
  expect([own, small].every((file) => holds(file.toString("latin1")))).toBe(true);

  // Other merchants of their own: some of what they try is theirs to do, on their own application.
  const [draft, refused] = [await cast.merchant("draft", "Toko Maling"), await cast.merchant("refused", "Toko Curi")];
  const few = [cast.shutOut[0], cast.shutOut[2], draft, refused, cast.staff.viewer].flatMap((one) => one ?? []);
  const thieves: Person[] = isLong ? [...few, ...cast.shutOut, cast.merchants.live, cast.other] : few;
  const asks = [...addresses(prize).flatMap((path) => waysTo(path, fileId)), ...actionsOn(prize)];
  const found: string[] = [];
  const tries = thieves.flatMap((thief) => asks.map((one) => ({ thief, one })));
  await inParallel(tries, 8, async ({ thief, one }) => {
    const { path, init } = one;
    const { text, status } = await knock(stage.url, thief.cookie, one);
    const what = `${thief.title}: ${init?.method ?? "GET"} ${path} ${JSON.stringify(init?.headers ?? {})}`;
    if (holds(text)) found.push(`${what} shows it`);
    if (status >= 500) found.push(`${what} answers ${status}`);
  });
  expect(found).toEqual([]);
  expect(tries.length).toBeGreaterThan(1_000);
  // A reviewer may see all of it, and by no way that nobody writes down: the autosave of staff is for what is open.
  for (const part of ["contacts", "slots"]) {
    const { status, text } = await knock(stage.url, reviewer.cookie, {
      path: `${paths.draftsFor(merchant.applicationId)}?part=${part}`,
    });
    expect([status, holds(text)], part).toEqual([409, false]);
  }
  expect(await looks(), "nothing was shown to anybody, as the trail has it").toBe(before);
});
