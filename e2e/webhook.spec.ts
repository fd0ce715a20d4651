import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { APIRequestContext } from "@playwright/test";
import { type Actor, staffAtDesk, statusRow, submit } from "./actors";
import { callbackHeaders, dokuTime } from "./doku-callback";
import { expect, test } from "./fixtures";
import { inventedBusiness, inventedNik, inventedPerson } from "./people";
import { readyMerchant } from "./quick-merchant";
import type { Portal } from "./servers";

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

/** Every spelling in which a personal value could lie about. */
function spellings(): string[] {
  const digits = owner.phone.replace(/\D/g, "");
  return [owner.nik, business.account.number, owner.phone, digits, digits.slice(1), owner.email, owner.name];
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
}

test("nothing personal is in the log or lies in plain in the data folder", async ({ portal }) => {
  const log = readFileSync(portal.logFile, "utf8");
  for (const answer of ["unknown_token", "unverified", "malformed", "too_large", "accepted", "repeated"]) {
    expect(log).toContain(`"answer":"${answer}"`);
  }
  const token = path.split("/").at(-1) ?? "";
  for (const secret of [...spellings(), marker, token, portal.doku.secretKey]) {
    expect(log.toLowerCase().includes(secret.toLowerCase()), `the log holds ${secret}`).toBe(false);
  }

  const files = filesBelow(portal.dataDir);
  const holding = (text: string) => {
    const wanted = text.toLowerCase();
    return files.filter((file) => readFileSync(file, "latin1").toLowerCase().includes(wanted));
  };
  expect(holding(business.name).length, "the search finds what may be plain").toBeGreaterThan(0);
  for (const secret of [...spellings(), marker, token, portal.doku.secretKey]) {
    expect(holding(secret), `a file holds ${secret}`).toEqual([]);
  }
});
