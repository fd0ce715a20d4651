/** What merchants and staff do during a run, each at their own pace, trying again what failed as people do. */
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import sharp from "sharp";
import { paths } from "@/lib/paths";
import { act, actForm, asVisitor, postForm, type Visitor, visit } from "./door";
import { lookAtStatus } from "./look";
import type { Merchant } from "./people";
import type { Random } from "./random";
import { type Run, repeat, rowsOf } from "./run";

const area = "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat";
const slot = "bank_account.BANK_ACCOUNT";

/** Types into one part. @returns whether it was answered as saved, false when the part is locked */
async function type(run: Run, visitor: Visitor, part: string, values: Record<string, string>): Promise<boolean> {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ part, values });
  const response = await visit(visitor, paths.drafts, { method: "PUT", body, headers });
  await response.body?.cancel();
  if (response.ok) run.counts.drafts += 1;
  return response.ok;
}

/** Types a new street. What is answered as saved must be there in the end, or what was typed after it. */
async function typeStreet(run: Run, visitor: Visitor, { saved }: Merchant, street: string): Promise<boolean> {
  saved.unsure.push(street);
  const isSaved = await type(run, visitor, "address", { area, street });
  if (isSaved) Object.assign(saved, { street, unsure: [] });
  else saved.unsure = saved.unsure.filter((one) => one !== street);
  return isSaved;
}

const pictures = new Map<number, Promise<Buffer>>();

/** A photo of half a megabyte or more, one of three. */
function picture(which: number): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 100 + which * 20, sigma: 60 } as const;
  const size = { width: 900, height: 700, channels: 3, background: "#000000" } as const;
  const made =
    pictures.get(which) ??
    sharp({ create: { ...size, noise } })
      .jpeg({ quality: 92 })
      .toBuffer();
  pictures.set(which, made);
  return made;
}

const isFull = (error: unknown) => error instanceof Error && String(error.cause).includes("storageFull");

/** Uploads a photo under one key, as the page does, until it is answered. */
async function upload(run: Run, visitor: Visitor, merchant: Merchant, random: Random): Promise<void> {
  const content = new Uint8Array(await picture(random.int(0, 2)));
  const headers = { "Content-Type": "application/octet-stream", "Idempotency-Key": randomUUID() };
  for (let tries = 0; tries < 6 && !run.isOver; tries += 1) {
    try {
      const response = await visit(visitor, paths.uploadTo(slot), { method: "PUT", body: content, headers });
      if (!response.ok) return await response.body?.cancel();
      merchant.files.push(((await response.json()) as { id: string }).id);
      run.counts.uploads += 1;
      return;
    } catch (error) {
      if (isFull(error)) run.counts.refusedForRoom += 1;
      await setTimeout(random.int(300, 1_500));
    }
  }
}

async function isDraft(run: Run, { applicationId }: Merchant): Promise<boolean> {
  const [row] = await rowsOf<{ state: string }>(run, "select state from applications where id = $1", [applicationId]);
  return row?.state === "draft";
}

const changeable = [
  { type: "BUSINESS_ADDRESS", slug: "address" },
  { type: "BUSINESS_BANK", slug: "bank" },
] as const;

/** Asks to change what may be approved. */
async function askChange(run: Run, visitor: Visitor, { applicationId }: Merchant, random: Random): Promise<void> {
  const { type: section, slug } = random.pick(changeable);
  const fields = { type: section, reason: "Kami pindah ke tempat lain" };
  const { isDone } = await actForm(visitor, "ask", paths.askChange(slug), fields);
  if (!isDone) return;
  run.deeds.push({ applicationId, table: "change_requests" });
  run.counts.asked += 1;
}

/** One merchant: fills in, sends, looks, and corrects what was refused. */
async function beMerchant(run: Run, merchant: Merchant, everyMs: number): Promise<void> {
  const random = run.random.fork(`merchant ${merchant.index}`);
  const visitor = asVisitor(run.stage.url, merchant);
  let street = 0;
  const nextStreet = () => {
    street += 1;
    return `Jalan Melati ${merchant.index} Nomor ${street}`;
  };
  const startsAt = random.next() * 0.3;
  await repeat(run, random, everyMs, async () => {
    if (run.progress() < startsAt) return;
    if (await isDraft(run, merchant)) {
      await typeStreet(run, visitor, merchant, nextStreet());
      if (random.chance(0.5)) await upload(run, visitor, merchant, random);
      const led = await postForm(visitor, paths.check, "sendToDoku");
      if (led?.includes(paths.status)) run.counts.submitted += 1;
      return;
    }
    await lookAtStatus(run, merchant);
    const accountNumber = String(random.int(1_000_000_000, 1_999_999_999));
    const isAddress = await typeStreet(run, visitor, merchant, nextStreet());
    const isBank = await type(run, visitor, "bank", { bankId: "014", accountNumber, accountName: "Budi Contoh" });
    if (isBank && random.chance(0.5)) await upload(run, visitor, merchant, random);
    if ((!isAddress && !isBank) || random.chance(0.15)) await askChange(run, visitor, merchant, random);
    if (!isAddress && !isBank) return;
    if (random.chance(0.2)) return;
    const led = await postForm(visitor, paths.correct, "sendFixes");
    if (led?.includes(paths.status)) run.counts.corrections += 1;
    await lookAtStatus(run, merchant);
  });
}

type Case = { id: string; version: number; state: string; failure: string | null; refused: string[] };

async function caseOf(run: Run, applicationId: string): Promise<Case | undefined> {
  const text = `select a.id, a.case_version::int as version, a.state, a.refused,
    (select last_failure from submissions s where s.application_id = a.id order by attempt desc limit 1) as failure
    from applications a where a.id = $1`;
  return (await rowsOf<Case>(run, text, [applicationId]))[0];
}

const refusals = ["rejected", "file_refused", "invalid"];

/** Staff look after what stopped: what DOKU refused goes back to the merchant, the rest is sent again. */
export async function rescue(run: Run, visitor: Visitor, found: Case): Promise<void> {
  const { id: applicationId, version: seen, failure } = found;
  const first = refusals.includes(failure ?? "") ? "reopen" : "retry";
  for (const name of [first, "reopen", "retry"]) {
    const { isDone } = await act(visitor, name, paths.deskMerchant(applicationId), { applicationId, seen });
    if (isDone) {
      run.counts.rescues += 1;
      return;
    }
  }
}

/** Allows or declines the change of approved data that was asked for first. @returns whether there was one */
async function decideChange(run: Run, visitor: Visitor, random: Random): Promise<boolean> {
  const text = `select c.id, c.application_id as "applicationId", a.case_version::text as seen
    from change_requests c join applications a on a.id = c.application_id where c.state = 'asked' order by c.asked_at limit 1`;
  type Asked = { id: string; applicationId: string; seen: string };
  const [asked] = await rowsOf<Asked>(run, text);
  if (!asked) return false;
  const { id: changeId, applicationId, seen } = asked;
  const decision = random.weighed({ approve: 75, decline: 25 });
  const fields = { changeId, seen, decision, answer: "Silakan" };
  const { isDone } = await actForm(visitor, "decide", paths.deskMerchant(applicationId), fields);
  if (isDone) run.decisions.set(changeId, decision);
  if (isDone) run.counts.decided += 1;
  return true;
}

async function decide(run: Run, visitor: Visitor, random: Random): Promise<void> {
  if (random.chance(0.4) && (await decideChange(run, visitor, random))) return;
  const { applicationId } = random.pick(run.merchants);
  const found = await caseOf(run, applicationId);
  if (!found) return;
  if (found.state === "attention") return await rescue(run, visitor, found);
  const path = paths.deskMerchant(applicationId);
  const onCase = { applicationId, seen: found.version };
  const deed = random.weighed({ comment: 45, assign: 25, return: 20, ask: 10 });
  if (deed === "comment") {
    const input = { applicationId, body: `Catatan ${random.int(1, 1_000_000)}`, mentions: [] };
    const { isDone } = await act(visitor, "sayComment", path, input);
    if (isDone) run.deeds.push({ applicationId, table: "comments" });
    if (isDone) run.counts.deeds += 1;
    return;
  }
  if (deed === "return" && found.refused.length > 0) {
    const sections = [{ type: random.pick(found.refused), reasons: ["OTHER"], note: "Mohon periksa sekali lagi" }];
    const { isDone } = await act(visitor, "returnToMerchant", path, { ...onCase, sections, comment: "" });
    if (isDone) run.deeds.push({ applicationId, table: "returns" });
    if (isDone) run.counts.deeds += 1;
    return;
  }
  const input = deed === "ask" ? { applicationId } : { ...onCase, assigneeId: random.pick([run.staff.userId, null]) };
  const { isDone } = await act(visitor, deed === "ask" ? "askNow" : "assignCaseTo", path, input);
  if (isDone) run.counts.deeds += 1;
}

/** Everybody at work, until the run is over. */
export async function beEverybody(run: Run): Promise<void> {
  const everyMs = run.plan.isShort ? 1_500 : run.merchants.length * 600;
  const visitor = asVisitor(run.stage.url, run.staff);
  const random = run.random.fork("staff");
  const merchants = run.merchants.map((merchant) => beMerchant(run, merchant, everyMs));
  await Promise.all([...merchants, repeat(run, random, 1_200, () => decide(run, visitor, random))]);
}

/** Everything that stopped is looked after by staff and sent again by its merchant, so that all of it can come to an end. */
export async function finishStopped(run: Run): Promise<void> {
  const staff = asVisitor(run.stage.url, run.staff);
  for (const merchant of run.merchants) {
    const found = await caseOf(run, merchant.applicationId);
    if (found?.state === "attention") await rescue(run, staff, found);
    if (await isDraft(run, merchant)) await postForm(asVisitor(run.stage.url, merchant), paths.check, "sendToDoku");
  }
}
