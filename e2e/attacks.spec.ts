import { readFileSync } from "node:fs";
import type { APIRequestContext } from "@playwright/test";
import { type Actor, invitedMerchant, staffAtDesk } from "./actors";
import { expect, test } from "./fixtures";
import { inventedBusiness, inventedPerson } from "./people";
import { prepareQuickly, putFile } from "./quick-merchant";
import { callAction, serverActionIds } from "./server-actions";

const owner = inventedPerson("Siti Rahmawati");
const business = inventedBusiness("Kopi Rahasia", owner);
const other = inventedPerson("Joko Santoso");

let staff: Actor;
let merchantA: Actor;
let merchantB: Actor;
let applicationA: string;
let fileOfA: string;

/** Grows with every change of any application, so that an attack without effect leaves it alone. */
async function deskRevision(): Promise<number> {
  const headers = { Accept: "application/json" };
  const { revision }: { revision: number } = await (
    await staff.context.request.get("/api/live/desk", { headers })
  ).json();
  return revision;
}

test.beforeAll(async ({ browser, portal, mailbox }) => {
  staff = await staffAtDesk(browser, portal, mailbox);
  const servers = { portal, mailbox, staff: staff.page };
  merchantA = await invitedMerchant(browser, servers, owner, business);
  merchantB = await invitedMerchant(browser, servers, other, inventedBusiness("Toko Sebelah", other));
  fileOfA = (await prepareQuickly(merchantA.page, business, owner)).fileIds[0] ?? "";
  await staff.page.goto("/desk?view=all");
  await staff.page.getByRole("link", { name: business.name }).click();
  await staff.page.waitForURL("**/desk/merchants/*");
  applicationA = new URL(staff.page.url()).pathname.split("/").at(-1) ?? "";
});

test("a file is shown alone and kept by no cache, and an address that names none finds nothing", async () => {
  for (const { context } of [merchantA, staff]) {
    const answer = await context.request.get(`/api/uploads/${fileOfA}`);
    expect(answer.status()).toBe(200);
    const headers = answer.headers();
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["cache-control"]).toContain("no-store");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["content-type"]).toBe("image/png");
  }
  for (const id of ["x", "%2e%2e%2fenv", "00000000-0000-4000-8000-000000000000"]) {
    expect((await merchantB.context.request.get(`/api/uploads/${id}`)).status(), id).toBe(404);
    expect((await merchantB.context.request.get(`/api/live/${id}`)).status(), id).toBe(404);
  }
});

test("uploads and drafts reach nobody's application but one's own", async () => {
  const photo = { data: Buffer.from("not a photo"), headers: { "Content-Type": "application/octet-stream" } };
  const draft = { data: { part: "profile", values: { name: "Diambil alih" }, applicationId: applicationA } };
  const ofB = await merchantB.context.request.get(`/api/drafts?part=profile&applicationId=${applicationA}`);
  expect(await ofB.text()).not.toContain(business.name);
  expect((await merchantB.context.request.get("/api/drafts?part=everything")).status()).toBe(422);
  // B has chosen no kind yet, so none of A's slots is B's.
  expect((await merchantB.context.request.put("/api/uploads?slot=contact.primary.DOCUMENT.KTP", photo)).status()).toBe(
    422,
  );
  await expect(await merchantB.context.request.put("/api/drafts", draft)).toBeOK();
  await merchantA.page.goto("/onboarding/business/profile");
  await expect(merchantA.page.getByLabel("Nama usaha")).toHaveValue(business.name);
  const tooMuch = { data: { part: "profile", values: { description: "x".repeat(200_000) } } };
  expect((await merchantB.context.request.put("/api/drafts", tooMuch)).status()).toBe(413);
  for (const data of ["{", "[]", '{"part":"users"}']) {
    const answer = await merchantB.context.request.put("/api/drafts", {
      data,
      headers: { "Content-Type": "application/json" },
    });
    expect(answer.status(), data).toBe(422);
  }
});

test("files of invitations are taken from our own pages", async () => {
  const multipart = { text: "Nama,Email,Usaha\nPenyusup,penyusup@merchant.test,Penyusup" };
  const headers = { Accept: "application/json" };
  const post = (request: APIRequestContext, more = {}) =>
    request.post("/api/invitations/batches", { multipart, headers: { ...headers, ...more } });
  const { request } = staff.context;
  expect((await post(request, { Origin: "https://evil.example" })).status()).toBe(403);
  const tooMuch = { text: `Nama,Email,Usaha\n${"x".repeat(2_200_000)}` };
  const refused = await request.post("/api/invitations/batches", { multipart: tooMuch, headers });
  expect([refused.status(), await refused.text()]).toEqual([422, expect.stringContaining("importTooBig")]);
  for (const id of [applicationA, "nothing", "%00"]) {
    expect((await request.get(`/api/invitations/batches/${id}/rest`)).status(), id).toBe(404);
  }
  expect((await request.get("/api/invitations/template")).headers()["content-type"]).toContain("text/csv");
});

test("nothing is said again to who traces, nobody else's site reads, and signing out clears the browser", async ({
  request,
}) => {
  for (const path of ["/sign-in", "/desk", "/api/health"]) {
    const traced = await request.fetch(path, { method: "TRACE", headers: { "X-Secret": "rahasia" } });
    expect([traced.status(), await traced.text()], path).toEqual([405, ""]);
    const read = await request.get(path, { headers: { Origin: "https://elsewhere.test" } });
    expect(read.headers()["access-control-allow-origin"], path).toBeUndefined();
  }
  const left = await request.post("/sign-out", { maxRedirects: 0 });
  expect(left.headers()["clear-site-data"]).toBe('"cache", "storage"');
});

test("pages are kept by no cache", async () => {
  const own: [APIRequestContext, string[]][] = [
    [staff.context.request, ["/desk", "/desk/team", `/desk/merchants/${applicationA}`]],
    [merchantA.context.request, ["/onboarding", "/onboarding/uploads", "/onboarding/check"]],
  ];
  for (const [request, pages] of own) {
    for (const page of pages) {
      const answer = await request.get(page, { maxRedirects: 0 });
      expect(answer.status(), page).toBe(200);
      expect(answer.headers()["cache-control"], page).toContain("no-store");
      expect(answer.headers(), page).toMatchObject({
        "x-frame-options": "DENY",
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": expect.stringContaining("camera=(self), microphone=(), geolocation=()"),
      });
      // What the router fetches of the page, and the page of somebody else's, which leads away or is not there.
      const elsewhere = request === merchantA.context.request ? "/desk" : "/onboarding";
      for (const other of [page, elsewhere, `${elsewhere}/nothing`]) {
        for (const [address, headers] of [[other, {}] as const, [`${other}?_rsc`, { RSC: "1" }] as const]) {
          const ask = (at: string) => request.get(at, { maxRedirects: 0, headers: { ...headers } });
          const first = await ask(address);
          // Next leads who asks for a part to the number that it makes of the headers.
          const { location = "" } = first.headers();
          const part = location.includes("_rsc=") ? await ask(location) : first;
          expect(part.headers()["cache-control"], `${address} ${part.status()}`).toContain("no-store");
        }
      }
    }
  }
});

test("what nobody can read of the page that a browser shows is refused in words, and is no failure of ours", async ({
  portal,
}) => {
  const { request } = merchantA.context;
  for (const state of ["garbage-in-the-log", "%5B%22%22%5D"]) {
    for (const address of ["/onboarding?_rsc", "/sign-in?_rsc", "/nothing", "/api/uploads/x"]) {
      const headers = { RSC: "1", "Next-Router-State-Tree": state };
      const answer = await request.get(address, { headers, maxRedirects: 0 });
      expect(answer.status(), address).toBe(400);
      expect(await answer.text()).toMatch(
        /^This request cannot be read\. It may come from another version of the portal: load the page again\.$/m,
      );
    }
  }
  const log = () => readFileSync(portal.logFile, "utf8");
  await expect.poll(log).toContain('"msg":"request.unreadable"');
  expect(log()).not.toContain("garbage-in-the-log");
  for (const address of ["/invitation/%ff", "/logo/%", "/api/uploads/%ff", "/desk/merchants/%ff", "/_global-error"]) {
    expect((await request.get(address, { maxRedirects: 0 })).status(), address).toBeLessThan(500);
  }
  expect(await (await request.get("/nothing/%ff")).text()).toContain("Halaman ini tidak ada");
});

test("what another site's page sends with somebody's cookies is refused", async () => {
  const headers = { Origin: "https://attacker.test" };
  const before = await deskRevision();
  const { request } = merchantA.context;
  expect((await request.post("/sign-out", { headers, form: {} })).status()).toBe(403);
  expect((await request.put("/api/drafts", { headers, data: { part: "profile", values: {} } })).status()).toBe(403);
  expect((await request.delete(`/api/uploads/${fileOfA}`, { headers })).status()).toBe(403);
  const upload = { headers, data: Buffer.from("x") };
  expect((await request.put("/api/uploads?slot=contact.primary.DOCUMENT.KTP", upload)).status()).toBe(403);
  for (const path of ["/sign-in/complete", "/invitation/accept"]) {
    const answer = await request.post(path, { headers, form: { token: "x" }, maxRedirects: 0 });
    expect(answer.headers().location, path).toMatch(/\/sign-in\?error=failed$/);
    expect(answer.headers()["set-cookie"], path).toBeUndefined();
  }
  const id = serverActionIds().get("sendToDoku") ?? "";
  const action = await callAction(request, { id, path: "/onboarding/check", args: [{ form: { x: "" } }], headers });
  expect(action.status()).toBeGreaterThanOrEqual(400);
  expect(await deskRevision()).toBe(before);
  await expect(await request.get("/onboarding", { maxRedirects: 0 })).toBeOK();
  expect(await putFile(merchantA.page, "contact.primary.DOCUMENT.KTP")).toMatch(/^[0-9a-f-]{36}$/);
});
