import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import type { APIRequestContext } from "@playwright/test";
import { type Actor, staffAtDesk, statusRow, submit } from "./actors";
import { confirmAgain } from "./confirm";
import { callbackHeaders, dokuTime } from "./doku-callback";
import { expect, test } from "./fixtures";
import { openAtDesk, sendFixes, typeAccount } from "./merchant-at-doku";
import { inventedBusiness, inventedNik, inventedPerson } from "./people";
import { readyMerchant } from "./quick-merchant";
import { callAction, serverActionIds } from "./server-actions";
import type { Portal } from "./servers";
import { placesWith, storedBy } from "./stored";

const owner = { ...inventedPerson("Wulandari Kusumaningtyas"), nik: inventedNik("7316") };
const business = inventedBusiness("Warung Kembang Setaman", owner);
/** Stands in every body that is sent here, as somebody's data would. */
const marker = "penanda-isi-kiriman";

// The last test reads the log that the ones before it have made.
test.describe.configure({ mode: "serial" });

let staff: Actor;
let merchant: Actor;
let path: string;
let brandEntity: { id: string; businessId: string };

test.beforeAll(async ({ browser, portal, mailbox, sandbox }) => {
  staff = await staffAtDesk(browser, portal, mailbox);
  merchant = await readyMerchant(browser, { portal, mailbox, staff: staff.page }, owner, business);
  await submit(merchant.page);
  const { id, entities } = await sandbox.waitForBusiness({ name: business.name });
  await expect(statusRow(merchant.page, "Merek")).toContainText("Diperiksa");
  brandEntity = { id: entities.find(({ type }) => type === "BRAND")?.id ?? "", businessId: id };
  path = new URL(await sandbox.callbackUrl(id)).pathname;
});

const bodyOf = (status: string, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    type: "BRAND",
    status,
    business_id: brandEntity.businessId,
    entity_id: brandEntity.id,
    updated_at: new Date().toISOString(),
    note: marker,
    ...more,
  });

/** The address as it stands, which our own server takes, and as only Next reads it: the same token, spelt another way. */
const doors = {
  lean: (address: string) => address,
  next: (address: string) => {
    const last = address.at(-1) ?? "";
    return `${address.slice(0, -1)}%${last.charCodeAt(0).toString(16)}`;
  },
};
type Door = keyof typeof doors;
const doorNames = Object.keys(doors) as Door[];

type Wrong = { path?: string; headers?: Record<string, string>; secretKey?: string; timestamp?: string };

/** Sends it to one of the doors; DOKU signs the address that it was given. */
async function answerTo(request: APIRequestContext, portal: Portal, door: Door, body: string, wrong: Wrong = {}) {
  const target = wrong.path ?? path;
  const headers = wrong.headers ?? callbackHeaders(portal, target, body, wrong);
  return await request.post(doors[door](target), { data: Buffer.from(body), headers });
}

/** How often the brand's approval stands in the list of callbacks. */
async function approvals(): Promise<number> {
  await staff.page.goto("/desk/events?kind=callbacks");
  const events = staff.page.getByRole("list", { name: "Peristiwa, terbaru di atas" }).getByRole("listitem");
  return await events.filter({ hasText: business.name }).filter({ hasText: "Merek: ACTIVE" }).count();
}

for (const door of doorNames) {
  test(`${door}: what is not DOKU's is refused with the status of the contract and changes nothing`, async ({
    request,
    portal,
  }) => {
    const send = async (body: string, wrong?: Wrong) => (await answerTo(request, portal, door, body, wrong)).status();
    const body = bodyOf("REJECTED");
    const hourMs = 3_600_000;
    const old = dokuTime(new Date(Date.now() - 25 * hourMs));
    const ahead = dokuTime(new Date(Date.now() + hourMs));
    expect(await send(body, { path: "/api/webhooks/doku/nobody-knows-this-token" })).toBe(404);
    expect(await send(body, { secretKey: "SK-somebody-else" })).toBe(401);
    expect(await send(body, { headers: { "Content-Type": "application/json" } })).toBe(401);
    expect(await send(body, { timestamp: old })).toBe(401);
    expect(await send(body, { timestamp: ahead })).toBe(401);
    for (const malformed of [`{"note":"${marker}"`, "[]", "null", ""]) {
      expect(await send(malformed), malformed).toBe(400);
    }
    expect(await send(bodyOf("REJECTED", { filler: "x".repeat(256 * 1024) }))).toBe(413);
    expect((await request.get(doors[door](path))).status()).toBe(405);

    await merchant.page.reload();
    await expect(statusRow(merchant.page, "Merek")).toContainText("Diperiksa");
  });

  test(`${door}: a body that does not say how long it is stops at the limit too`, async ({ portal }) => {
    const pieces = Readable.from(Array.from({ length: 64 }, () => Buffer.alloc(16 * 1024, marker)));
    const init = { method: "POST", body: Readable.toWeb(pieces), duplex: "half" };
    const answer = await fetch(new URL(doors[door](path), portal.url), init as RequestInit).catch(() => null);
    // Node may cut the connection while the rest is still on its way.
    expect([413, undefined]).toContain(answer?.status);
  });
}

test("both doors answer with the same words and headers", async ({ request, portal }) => {
  const [lean, next] = await Promise.all(
    doorNames.map(async (door) => {
      const headersOf = { ...callbackHeaders(portal, path, "[]"), "Accept-Encoding": "identity" };
      const answer = await answerTo(request, portal, door, "[]", { headers: headersOf });
      // What belongs to the connection, and what Next says about how its pages may be kept.
      const { date, connection, vary, ...headers } = answer.headers();
      const { "keep-alive": _, "transfer-encoding": __, "content-length": ___, ...own } = headers;
      return { isNext: vary !== undefined, headers: own, body: await answer.text() };
    }),
  );
  expect([lean?.isNext, next?.isNext]).toEqual([false, true]);
  expect(lean?.headers).toEqual(next?.headers);
  expect(lean?.headers).toMatchObject({
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
  });
  expect(lean?.body).toBe(next?.body);
});

test("a repeat is taken with 200 and has no second effect, whichever door it comes to", async ({
  request,
  portal,
  sandbox,
}) => {
  // DOKU itself has to say so too: the reading that follows a callback decides when the two disagree.
  await sandbox.setStatus(brandEntity.businessId, { type: "BRAND", status: "ACTIVE" });
  await expect(statusRow(merchant.page, "Merek")).toContainText("Disetujui");
  let expected = 1;
  for (const door of doorNames) {
    const body = bodyOf("ACTIVE");
    const headers = callbackHeaders(portal, path, body);
    const send = async (to: Door) => (await (await answerTo(request, portal, to, body, { headers })).json()).status;
    expect(await send(door)).toBe("accepted");
    expected += 1;
    await expect.poll(approvals).toBe(expected);
    for (const again of doorNames) expect(await send(again)).toBe("repeated");
    expect(await approvals()).toBe(expected);
  }
  await expect(statusRow(merchant.page, "Merek")).toContainText("Disetujui");
});

const corrected = "5209876543";
const [invited, thought] = [inventedPerson("Larasati Purnamaningrum"), "pikiran-petugas-tentang-merchant"];

test("a merchant's whole way: refused, corrected, spoken about, others invited, an account at DOKU set", async ({
  portal,
  sandbox,
}) => {
  const { page } = merchant;
  const note = { code: "ACCOUNT", field: "account_number", message: `${marker} ${business.account.number}` };
  await sandbox.setStatus(brandEntity.businessId, { type: "BUSINESS_BANK", status: "REJECTED", notes: [note] });
  await expect(statusRow(page, "Rekening bank")).toContainText("Perlu diperbaiki", { timeout: 30_000 });
  await openAtDesk(staff.page, business);
  await staff.page.getByLabel("Komentar untuk tim").fill(`${thought} ${owner.nik}`);
  await staff.page.getByRole("button", { name: "Tulis komentar" }).click();
  await expect(staff.page.getByRole("listitem").filter({ hasText: thought })).toBeVisible();
  await typeAccount(page, corrected);
  await sendFixes(page);
  await sandbox.waitForBusiness({ name: business.name, type: "BUSINESS_BANK", status: "UPDATING" });

  await staff.page.goto("/desk/invitations/import");
  const lines = `Nama;Email;Usaha;Telepon\n${invited.name};${invited.email};Warung Larasati;${invited.phone}\n`;
  const file = { name: "daftar.csv", mimeType: "text/csv", buffer: Buffer.from(lines) };
  await staff.page.getByLabel("Berkas", { exact: true }).setInputFiles(file);
  await staff.page.getByRole("button", { name: "Periksa berkas" }).click();
  await expect(staff.page.getByRole("heading", { level: 1 })).toHaveText("1 merchant bisa diundang");

  await confirmAgain(staff.page);
  const account = { environment: "own", address: sandbox.url, clientId: portal.doku.clientId };
  const secrets = { secretKey: portal.doku.secretKey, nextSecretKey: "", dropNext: false };
  const saved = await callAction(staff.page.request, {
    id: serverActionIds().get("saveDoku") ?? "",
    path: "/desk/settings",
    args: [{ json: { account: { ...account, ...secrets }, anyway: true } }],
  });
  expect(await saved.text()).toContain('"ok":true');
});

test("nothing personal is in the log, in the database or in the files, in whatever form", async ({ portal }) => {
  const token = path.split("/").at(-1) ?? "";
  const people = [owner, invited].flatMap(({ name, email, phone }) => [name, email, phone]);
  const numbers = [owner.nik, business.account.number, corrected];
  const secrets = [...people, ...numbers, business.street, marker, thought, token, portal.doku.secretKey];
  const log = [{ name: "log", text: readFileSync(portal.logFile, "latin1"), lower: "" }];
  for (const one of log) one.lower = one.text.toLowerCase();
  for (const answer of ["unknown_token", "unverified", "malformed", "too_large", "accepted", "repeated"]) {
    expect(log[0]?.text).toContain(`"answer":"${answer}"`);
  }
  const stored = await storedBy(portal);
  // What may be plain is found, in rows, in files and in the log of changes; what is secret is looked for in other forms too.
  const plain = placesWith(stored, business.name);
  expect(plain).toEqual(expect.arrayContaining(["public.applications"]));
  for (const folder of ["base", "pg_wal"]) expect(plain.join("\n")).toContain(`database/${folder}/`);
  expect(stored.filter(({ name }) => name.startsWith("data/files/")).length).toBeGreaterThan(3);
  for (const secret of secrets) expect(placesWith([...log, ...stored], secret), secret).toEqual([]);
});
