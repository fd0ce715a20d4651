/**
 * Thousands of requests that no page of ours and no DOKU sends, at a real portal: nothing falls over, nothing is taken that is not to
 * be taken, nothing is held on to, and nobody reads or logs what was sent. The long form sends 10,000 of each.
 */
import { readFileSync } from "node:fs";
import { findWebhookTokens } from "@/db/queries/webhook-tokens";
import type { Cast, Merchant } from "./cast";
import { expect, test } from "./fixtures";
import { actionShots } from "./fuzz/actions";
import { callbackShots } from "./fuzz/callbacks";
import { heldMemory } from "./fuzz/memory";
import { seed, shoot } from "./fuzz/run";
import { marker } from "./fuzz/values";
import { digests } from "./rows";
import { isLong } from "./size";
import type { Stage } from "./stage";

const tag = "@security";
const count = isLong ? 10_000 : 400;
/** Of so many requests that are warming up: caches of the process fill once. */
const warmUp = 200;
/** What may stay behind, in bytes, however many requests there were. */
const mostHeld = 24 * 1024 * 1024;

test.describe.configure({ mode: "serial", timeout: isLong ? 3_600_000 : 240_000 });

// What limits count would be reached by a script in no time, and everything after it be one answer.
const forgetUses = async ({ database }: Stage) => void (await database.executeSql("delete from uses"));

const tokenOf = async ({ database }: Stage, { applicationId }: Merchant) =>
  (await findWebhookTokens(database.db, applicationId))?.present ?? "";

const logOf = ({ logFile }: Stage) => readFileSync(logFile, "utf8");

/** None of its lines repeats what was sent. */
function expectQuietLog(stage: Stage, from: number) {
  const lines = logOf(stage).slice(from).split("\n");
  expect(lines.filter((line) => line.includes(marker)).slice(0, 3), "lines with what was sent").toEqual([]);
  const foreign = lines.filter((line) => /^\s*(?:at |.*\b\w*Error\b)/.test(line) && !line.startsWith("{"));
  expect(foreign.slice(0, 3), "errors that are not told by our log").toEqual([]);
}

test("callbacks", { tag }, async ({ stage, cast }) => {
  const merchant = await cast.merchant("review", "Toko Gempur");
  const aim = {
    doku: stage.doku,
    token: await tokenOf(stage, merchant),
    otherToken: await tokenOf(stage, cast.other),
    businessId: merchant.businessId ?? "",
  };
  const shots = callbackShots(aim);
  await shoot(stage.url, shots, warmUp, () => forgetUses(stage));
  const [held, log] = [await heldMemory(stage.inspectorPort), logOf(stage).length];
  const before = await stateOf(stage);
  const { faults, statuses } = await shoot(stage.url, shots, count, () => forgetUses(stage));
  console.error(`callbacks, seed ${seed}:`, Object.fromEntries(statuses));
  expect(faults).toEqual([]);
  expect(await stateOf(stage), "no verdict has come of it").toEqual(before);
  expectQuietLog(stage, log);
  expect((await heldMemory(stage.inspectorPort)) - held).toBeLessThan(mostHeld);
});

/** What verdicts change: states of businesses and sections, and nothing of what only keeps a callback. */
async function stateOf({ database }: Stage): Promise<unknown[]> {
  const { rows } = await database.executeSql(
    "select a.id, a.state, a.overall, e.type, e.entity_id, e.state as verdict from applications a left join kyb_entities e on e.application_id = a.id order by 1, 4, 5",
  );
  return rows;
}

function senders({ merchants, staff, shutOut }: Cast, own: Merchant) {
  const [nobody] = shutOut;
  return [
    { title: "nobody", cookie: nobody?.cookie ?? "" },
    { title: "a merchant", cookie: own.cookie },
    { title: "a merchant in review", cookie: merchants.review.cookie },
    { title: "a viewer", cookie: staff.viewer.cookie },
  ];
}

/** What counts or sums up what is there (the log itself is looked at), and what whoever asks for a sign-in leaves behind. */
const passing = ["uses", "sign_in_attempts", "insight_counts", "insight_weeks", "audit_heads"];
const isKept = ([table]: [string, string]) => !passing.includes(table);

test("actions, forms and uploads", { tag }, async ({ stage, cast }) => {
  const own = await cast.merchant("draft", "Toko Acak");
  const target = cast.other;
  const aim = { senders: senders(cast, own), applicationId: target.applicationId, fileId: target.files.identity ?? "" };
  const shots = actionShots(aim);
  await shoot(stage.url, shots, warmUp, () => forgetUses(stage));
  const [held, log] = [await heldMemory(stage.inspectorPort), logOf(stage).length];
  const { review } = cast.merchants;
  const theirs = [own.applicationId, own.userId, review.applicationId, review.userId, cast.staff.viewer.userId];
  const before = await digests(stage.database, theirs);
  const { faults, statuses } = await shoot(stage.url, shots, count, () => forgetUses(stage));
  console.error(`actions, seed ${seed}:`, Object.fromEntries(statuses));
  expect(faults).toEqual([]);
  const after = await digests(stage.database, theirs);
  expect([...after].filter(isKept), "nothing of anybody else's has changed").toEqual([...before].filter(isKept));
  expectQuietLog(stage, log);
  expect((await heldMemory(stage.inspectorPort)) - held).toBeLessThan(mostHeld);
});
