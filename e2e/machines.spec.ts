/** Two portals and two workers on one PostgreSQL and one bucket behave as one (docs/deploy.md). */
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import type { Browser } from "@playwright/test";
import { openDatabase } from "@/db/client";
import { findPerson } from "@/db/queries/users";
import { pieceHeader, pieceMethod, piecesOf, pieceText } from "@/lib/domain/upload-pieces";
import { paths } from "@/lib/paths";
import { startChild } from "../scripts/children";
import { type Actor, newDevice, signInByLink, statusRow } from "./actors";
import { answeredBy, wantedPortal } from "./balancer";
import { asVisitor, postForm, visit } from "./faults/door";
import { type Merchant, makeMerchant } from "./faults/people";
import { test as base, expect } from "./fixtures";
import { freePorts } from "./free-ports";
import { type Machine, type Machines, startMachines } from "./machines";
import { inventedPerson } from "./people";
import { grainyPhoto } from "./photos";
import { callAction, serverActionIds } from "./server-actions";
import type { Portal } from "./servers";

const test = base.extend<object, { machines: Machines }>({
  machines: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const machines = await startMachines();
      await use(machines);
      await machines.servers.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  servers: [async ({ machines }, use) => use(machines.servers), { scope: "worker" }],
});

test.describe.configure({ timeout: 240_000 });

const at = (name: "a" | "b") => ({ [wantedPortal]: name });

/** A browser that one portal answers, signed in as the merchant. */
async function signedIn(browser: Browser, portal: Portal, { cookie }: Merchant, name: "a" | "b"): Promise<Actor> {
  const actor = await newDevice(browser, portal, { extraHTTPHeaders: at(name) });
  const [cookieName = "", value = ""] = cookie.split("=");
  await actor.context.addCookies([{ name: cookieName, value, url: portal.url }]);
  return actor;
}

/** The open status page says so without being loaded again. */
async function expectApprovedLive({ page }: Actor, approve: () => Promise<unknown>): Promise<void> {
  await expect(page.locator('[data-live="live"]')).toBeVisible({ timeout: 30_000 });
  await page.evaluate(() => Object.assign(window, { isTheSame: true }));
  await approve();
  await expect(statusRow(page, "Alamat")).toContainText("Disetujui", { timeout: 30_000 });
  expect(await page.evaluate(() => "isTheSame" in window)).toBe(true);
}

const approval = { type: "BUSINESS_ADDRESS", status: "ACTIVE" };

async function rows<T>({ database }: Machines, text: string, values?: unknown[]): Promise<T[]> {
  return (await database.executeSql(text, values)).rows as T[];
}

async function emailOf(machines: Machines, { applicationId }: Merchant): Promise<string> {
  const text = "select owner_id as id from applications where id = $1";
  const [owner] = await rows<{ id: string }>(machines, text, [applicationId]);
  return (await findPerson(machines.database.db, owner?.id ?? ""))?.email ?? "";
}

test("four processes that start at once on an empty database come up, and migrate it once", async ({ machines }) => {
  const all = [...machines.portals, ...machines.workers];
  expect(await Promise.all(all.map((one) => one.isReady()))).toEqual([true, true, true, true]);
  const journal: { entries: { when: number }[] } = JSON.parse(readFileSync("db/migrations/meta/_journal.json", "utf8"));
  const applied = await rows<{ at: string }>(
    machines,
    "select created_at as at from drizzle.__drizzle_migrations order by created_at",
  );
  expect(applied.map((one) => Number(one.at))).toEqual(journal.entries.map(({ when }) => when));
  expect(await rows(machines, "select role from users")).toEqual([{ role: "staff" }]);
});

test("a portal that cannot bring its database to the schema ends with one sentence", async ({ machines }, testInfo) => {
  // As after a restore that brought some of the tables.
  await rows(machines, "create database half");
  const DATABASE_URL = (machines.settings({}).DATABASE_URL ?? "").replace(/[^/]+$/, "half");
  const half = await openDatabase({ DATABASE_URL, dataDir: "" });
  await half.executeSql("create table users (id int)").finally(half.close);
  const [port = 0] = await freePorts(1);
  const output = testInfo.outputPath("portal.log");
  const env = machines.settings({ DATABASE_URL, PORT: String(port) });
  expect(await startChild("The portal", ["--import", "tsx", "scripts/start.ts"], { env, output }).ended).toBe(
    "exit code 1",
  );
  const said = readFileSync(output, "utf8").split("\n");
  expect(said.filter((line) => line.startsWith("The database"))).toEqual([
    expect.stringMatching(
      /^The database could not be brought .+ \(42P07, relation "users" already exists\) .+ report it\.$/,
    ),
  ]);
  expect(said.filter((line) => /^\s+at /.test(line))).toEqual([]);
});

test("who signs in, uploads and sends at one portal is known at the other, and a callback there shows here at once", async ({
  browser,
  machines,
  portal,
  mailbox,
  sandbox,
}) => {
  const merchant = await makeMerchant(machines.database, 9);
  const email = await emailOf(machines, merchant);
  const onA = await newDevice(browser, portal, { extraHTTPHeaders: at("a") });
  await signInByLink(onA.page, portal, mailbox, email);
  const storageState = await onA.context.storageState();
  const onB = await newDevice(browser, portal, { storageState, extraHTTPHeaders: at("b") });
  const opened = await onB.page.goto(paths.check);
  expect(opened?.headers()[answeredBy]).toBe("b");
  await expect(onB.page.getByRole("button", { name: "Kirim ke DOKU" })).toBeVisible();

  // A large photo in pieces, each to the other portal than the one before.
  const buffer = await grainyPhoto();
  const pieces = piecesOf(buffer.byteLength);
  expect(pieces.length).toBeGreaterThan(1);
  const idempotency = { "Idempotency-Key": crypto.randomUUID(), "Content-Type": "application/octet-stream" };
  let fileId = "";
  for (const [index, piece] of pieces.entries()) {
    const answer = await onA.page.request.fetch(paths.uploadTo("bank_account.BANK_ACCOUNT"), {
      method: pieceMethod,
      data: buffer.subarray(piece.start, piece.end),
      headers: { ...idempotency, [pieceHeader]: pieceText(piece), ...at(index % 2 === 0 ? "a" : "b") },
    });
    await expect(answer).toBeOK();
    fileId = ((await answer.json()) as { id?: string }).id ?? "";
  }
  const [fromA, fromB] = await Promise.all(
    [onA, onB].map(async ({ page }) => await (await page.request.get(`/api/uploads/${fileId}`)).body()),
  );
  expect(fromB?.byteLength).toBeGreaterThan(1_000_000);
  expect(fromB?.equals(fromA ?? Buffer.alloc(0))).toBe(true);
  await onB.page.goto(paths.uploads);
  const picture = onB.page.locator(`img[src*="${fileId}"]`).first();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

  await onA.page.goto(paths.check);
  const stream = onA.context.waitForEvent("response", (response) => response.url().includes("/api/live/"));
  await onA.page.getByRole("button", { name: "Kirim ke DOKU" }).click();
  await onA.page.waitForURL("**/onboarding/status");
  expect((await stream).headers()[answeredBy]).toBe("a");
  const { id } = await sandbox.waitForBusiness({ name: "Toko Palu 9" });
  machines.balancer.callbacksTo("b");
  await expectApprovedLive(onA, () => sandbox.setStatus(id, approval));
  machines.balancer.callbacksTo(null);
});

test("the limit on signing in is one for both portals, also for requests at the same moment", async ({
  browser,
  portal,
}) => {
  const { page } = await newDevice(browser, portal);
  const { email } = inventedPerson();
  const id = serverActionIds().get("askToSignIn") ?? "";
  const args = [{ json: { sent: 0 } }, { form: { email } }];
  const ask = async (name: "a" | "b") => {
    const answer = await callAction(page.request, { id, path: paths.signIn, args, headers: at(name) });
    expect(answer.headers()[answeredBy]).toBe(name);
    if (answer.headers()["x-action-redirect"]?.startsWith(paths.signInSent)) return "mailed";
    return (await answer.text()).includes("signIn.tooOften") ? "too often" : answer.status();
  };
  const answers = await Promise.all((["a", "b", "a", "b", "a", "b", "a", "b"] as const).map(ask));
  const [mailed, refused] = [Array(5).fill("mailed"), Array(3).fill("too often")];
  expect(answers.sort()).toEqual([...mailed, ...refused]);
  expect([await ask("a"), await ask("b")]).toEqual(["too often", "too often"]);
});

/** Looks and types without a pause, as somebody does who knows nothing of a restart; each answer that fails is noted. */
async function useMeanwhile(url: string, merchant: Merchant, over: AbortSignal, faults: string[]): Promise<number> {
  const visitor = asVisitor(url, merchant);
  const area = "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat";
  let asked = 0;
  while (!over.aborted) {
    asked += 1;
    const body = JSON.stringify({ part: "address", values: { area, street: `Jalan Melati ${asked}` } });
    const headers = { "Content-Type": "application/json" };
    try {
      await (await visit(visitor, paths.check)).text();
      const saved = await visit(visitor, paths.drafts, { method: "PUT", body, headers });
      if (!saved.ok) faults.push(`draft ${asked}: ${saved.status}`);
    } catch (error) {
      faults.push(`${asked}: ${error}`);
    }
    await setTimeout(150);
  }
  return asked;
}

test("while one machine after the other is restarted, nobody's request fails and each submission arrives once", async ({
  browser,
  machines,
  portal,
  mailbox,
  sandbox,
}) => {
  const { balancer, database, portals, workers } = machines;
  const merchants: Merchant[] = [];
  for (let index = 20; index < 28; index += 1) merchants.push(await makeMerchant(database, index));
  const [reader, atForm, ...senders] = merchants as [Merchant, Merchant, ...Merchant[]];
  const sent = [atForm, ...senders];
  const before = await sandbox.callCount("register");
  const open = await signedIn(browser, portal, atForm, "a");
  expect((await open.page.goto(paths.check))?.headers()[answeredBy]).toBe("a");
  await open.context.setExtraHTTPHeaders(at("b"));

  const faults: string[] = [];
  const over = new AbortController();
  const reading = useMeanwhile(portal.url, reader, over.signal, faults);
  const ledTo: Promise<string | null>[] = [];
  const submitOne = () => {
    const merchant = senders.shift();
    if (merchant) ledTo.push(postForm(asVisitor(portal.url, merchant), paths.check, "sendToDoku").catch(String));
  };
  const restart = async (...together: Machine[]) => {
    submitOne();
    const stopping = Promise.all(together.map((one) => one.stop()));
    submitOne();
    expect(await stopping).toEqual(together.map(() => "exit code 0"));
    submitOne();
    await Promise.all(together.map((one) => one.start()));
  };
  await restart(portals[0], workers[0]);
  // The page was made by a process that is gone, and its form goes to another one than any it knows.
  await open.page.getByRole("button", { name: "Kirim ke DOKU" }).click();
  await open.page.waitForURL("**/onboarding/status");
  await restart(portals[1]);

  over.abort();
  expect(await reading).toBeGreaterThan(10);
  expect(await Promise.all(ledTo)).toEqual(ledTo.map(() => expect.stringContaining(paths.status)));
  expect({ faults, failures: balancer.failures }).toEqual({ faults: [], failures: [] });

  for (const { index } of sent) await sandbox.waitForBusiness({ name: `Toko Palu ${index}` });
  const atDoku = (await sandbox.businesses("Toko Palu 2")).map(({ name }) => name);
  expect(atDoku.sort()).toEqual(sent.map(({ index }) => `Toko Palu ${index}`).sort());
  expect(await sandbox.callCount("register")).toBe(before + sent.length);
  const { id } = await sandbox.waitForBusiness({ name: `Toko Palu ${atForm.index}` });
  // Its stream was at the portal that went away last.
  await expectApprovedLive(open, () => sandbox.setStatus(id, approval));
  for (const merchant of sent) {
    const email = await emailOf(machines, merchant);
    await mailbox.waitFor(email, "sudah sampai di DOKU");
    expect(await mailbox.count(email)).toBe(1);
  }
  const notOnce =
    "select name, state, retry_count from pgboss.job where retry_count > 0 or state in ('failed', 'cancelled')";
  expect(await rows(machines, notOnce)).toEqual([]);
});
