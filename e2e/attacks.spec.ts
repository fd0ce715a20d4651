import { readFileSync } from "node:fs";
import type { APIRequestContext } from "@playwright/test";
import { type Actor, invitedMerchant, newDevice, staffAtDesk } from "./actors";
import { expect, test } from "./fixtures";
import { inventedBusiness, inventedPerson } from "./people";
import { prepareQuickly, putFile } from "./quick-merchant";
import { type Argument, callAction, guardedActions, intruder, serverActionIds } from "./server-actions";

const owner = inventedPerson("Siti Rahmawati");
const business = inventedBusiness("Kopi Rahasia", owner);
const other = inventedPerson("Joko Santoso");

let staff: Actor;
let merchantA: Actor;
let merchantB: Actor;
let nobody: Actor;
let applicationA: string;
let fileOfA: string;

/** What the three kinds of strangers may do with A's things: nothing. */
const strangers = (): [string, APIRequestContext][] => [
  ["nobody", nobody.context.request],
  ["another merchant", merchantB.context.request],
];

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
  nobody = await newDevice(browser, portal);
  const servers = { portal, mailbox, staff: staff.page };
  merchantA = await invitedMerchant(browser, servers, owner, business);
  merchantB = await invitedMerchant(browser, servers, other, inventedBusiness("Toko Sebelah", other));
  fileOfA = (await prepareQuickly(merchantA.page, business, owner)).fileIds[0] ?? "";
  await staff.page.goto("/desk?view=all");
  await staff.page.getByRole("link", { name: business.name }).click();
  await staff.page.waitForURL("**/desk/merchants/*");
  applicationA = new URL(staff.page.url()).pathname.split("/").at(-1) ?? "";
});

test("another merchant's files can't be read or removed; staff read and do not remove", async () => {
  for (const [who, request] of strangers()) {
    const status = who === "nobody" ? 401 : 404;
    expect((await request.get(`/api/uploads/${fileOfA}`)).status(), who).toBe(status);
    expect((await request.get(`/api/uploads/${fileOfA}?size=small`)).status(), who).toBe(status);
    expect((await request.delete(`/api/uploads/${fileOfA}`)).status(), who).toBe(status);
  }
  expect((await staff.context.request.delete(`/api/uploads/${fileOfA}`)).status()).toBe(401);
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
  }
});

test("nobody listens in on another merchant, and only staff on the desk", async () => {
  const statuses = async (path: string) => {
    const all = [nobody, merchantB, merchantA, staff].map(({ context }) =>
      context.request.get(path, { headers: { Accept: "application/json" } }),
    );
    return (await Promise.all(all)).map((answer) => answer.status());
  };
  expect(await statuses(`/api/live/${applicationA}`)).toEqual([401, 404, 200, 200]);
  expect(await statuses("/api/live/desk")).toEqual([401, 404, 404, 200]);
  expect(await statuses("/api/live/not-an-id")).toEqual([401, 404, 404, 404]);
  // The stream itself, which would hang if it were opened.
  for (const [who, request] of strangers()) {
    const answer = await request.get(`/api/live/${applicationA}`, { headers: { Accept: "text/event-stream" } });
    expect(answer.headers()["content-type"], who).toContain("application/json");
  }
});

test("uploads and drafts reach nobody's application but one's own", async () => {
  const photo = { data: Buffer.from("not a photo"), headers: { "Content-Type": "application/octet-stream" } };
  const draft = { data: { part: "profile", values: { name: "Diambil alih" }, applicationId: applicationA } };
  const before = await deskRevision();
  for (const { context } of [nobody, staff]) {
    expect((await context.request.put("/api/uploads?slot=contact.primary.DOCUMENT.KTP", photo)).status()).toBe(401);
    expect((await context.request.put("/api/drafts", draft)).status()).toBe(401);
    expect((await context.request.get("/api/drafts?part=profile")).status()).toBe(401);
  }
  // What is kept is read by who keeps it, and on a merchant's behalf by staff alone.
  const onBehalf = `/api/desk/merchants/${applicationA}/drafts?part=profile`;
  for (const { context } of [nobody, merchantA, merchantB]) {
    expect((await context.request.get(onBehalf)).status()).toBe(401);
  }
  const ofB = await merchantB.context.request.get(`/api/drafts?part=profile&applicationId=${applicationA}`);
  expect(await ofB.text()).not.toContain(business.name);
  expect((await merchantB.context.request.get("/api/drafts?part=everything")).status()).toBe(422);
  // B has chosen no kind yet, so none of A's slots is B's.
  expect((await merchantB.context.request.put("/api/uploads?slot=contact.primary.DOCUMENT.KTP", photo)).status()).toBe(
    422,
  );
  expect(await deskRevision()).toBe(before);

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

test("files of invitations are taken from staff alone, and from our own pages", async () => {
  const multipart = { text: "Nama,Email,Usaha\nPenyusup,penyusup@merchant.test,Penyusup" };
  const headers = { Accept: "application/json" };
  const post = (request: APIRequestContext, more = {}) =>
    request.post("/api/invitations/batches", { multipart, headers: { ...headers, ...more } });
  for (const { context } of [nobody, merchantB]) {
    expect((await post(context.request)).status()).toBe(401);
    for (const path of ["/api/invitations/template", `/api/invitations/batches/${applicationA}/rest`]) {
      expect((await context.request.get(path)).status(), path).toBe(401);
    }
  }
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

test("pages open for their own role only, are kept by no cache, and no page is left out here", async () => {
  const staffPages = [
    "/desk",
    "/desk/audit",
    "/desk/events",
    "/desk/events/replay",
    "/desk/work",
    "/desk/reasons",
    "/desk/invitations",
    "/desk/invitations/new",
    "/desk/invitations/import",
    "/desk/invitations/lite",
    "/desk/insight",
    "/desk/settings",
    "/desk/team",
  ];
  const staffPagesOnA = ["/desk/invitations/[applicationId]", "/desk/merchants/[applicationId]"];
  /** Of something that is not there in this spec: they only refuse here. */
  const staffPagesOnOthers = [
    "/desk/events/[eventId]",
    "/desk/events/replays/[replayId]",
    "/desk/invitations/import/[batchId]",
    "/desk/merchants/[applicationId]/correct",
    "/desk/merchants/[applicationId]/correct/[section]",
    "/desk/merchants/[applicationId]/credential",
  ];
  const draftPages = ["", "/requirements", "/uploads", "/business/[part]", "/check"].map(
    (page) => `/onboarding${page}`,
  );
  const laterPages = ["/status", "/correct", "/correct/[section]", "/change/[section]"].map(
    (page) => `/onboarding${page}`,
  );
  const merchantPages = [...draftPages, ...laterPages];
  const open = [
    "/",
    "/_not-found",
    "/sign-in",
    "/sign-in/check-mail",
    "/sign-in/link/[token]",
    "/invitation/[token]",
    "/invitation/renewed",
  ];
  const manifest: Record<string, string> = JSON.parse(readFileSync(".next/app-path-routes-manifest.json", "utf8"));
  const pages = Object.entries(manifest).flatMap(([file, route]) => (file.endsWith("/page") ? [route] : []));
  const known = [...staffPages, ...staffPagesOnA, ...staffPagesOnOthers, ...merchantPages, ...open];
  expect(pages.filter((page) => !known.includes(page) && !page.startsWith("/_"))).toEqual([]);

  const address = (page: string) =>
    page
      .replace("[applicationId]", applicationA)
      .replace("[part]", "contacts")
      .replace("[section]", "bank")
      .replace(/\[\w+\]/, applicationA);
  const secrets = [business.name, owner.email, owner.name, owner.nik];
  const refusals: [APIRequestContext, string[], string][] = [
    [nobody.context.request, [...staffPages, ...staffPagesOnA, ...staffPagesOnOthers, ...merchantPages], "/sign-in"],
    [merchantB.context.request, [...staffPages, ...staffPagesOnA, ...staffPagesOnOthers], "/onboarding"],
    [staff.context.request, merchantPages, "/desk"],
  ];
  for (const [request, refused, elsewhere] of refusals) {
    for (const page of refused) {
      const whole = await request.get(address(page), { maxRedirects: 0 });
      expect([whole.status(), whole.headers().location], page).toEqual([307, elsewhere]);
      const part = await request.get(`${address(page)}?_rsc=1`, { headers: { RSC: "1" }, maxRedirects: 0 });
      const text = `${await whole.text()}${await part.text()}`;
      for (const secret of secrets) expect(text, page).not.toContain(secret);
    }
  }
  const allowed: [APIRequestContext, string[]][] = [
    [staff.context.request, [...staffPages, ...staffPagesOnA]],
    [merchantA.context.request, draftPages],
  ];
  for (const [request, own] of allowed) {
    for (const page of own) {
      const answer = await request.get(address(page), { maxRedirects: 0 });
      expect(answer.status(), page).toBe(200);
      expect(answer.headers()["cache-control"], page).toContain("no-store");
      expect(answer.headers(), page).toMatchObject({
        "x-frame-options": "DENY",
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": expect.stringContaining("camera=(self), microphone=(), geolocation=()"),
      });
    }
  }
});

test.describe("server actions", () => {
  /** Signing in and choosing a language are for everybody. */
  const open = ["askToSignIn", "askAgain", "renew", "changeLocale"];

  test("every one is known here", () => {
    expect([...serverActionIds().keys()].sort()).toEqual([...Object.keys(guardedActions("")), ...open].sort());
  });

  test("without a session, and with the session of the other role, they refuse and change nothing", async ({
    mailbox,
  }) => {
    const ids = serverActionIds();
    const before = await deskRevision();
    for (const [name, { role, path, args }] of Object.entries(guardedActions(applicationA))) {
      const wrong = role === "merchant" ? staff : merchantB;
      for (const { context } of [nobody, wrong]) {
        const calls: [string, Argument[]][] = [
          [path, args],
          ["/sign-in", args],
          ["/sign-in", []],
          ["/sign-in", [{ json: "x" }]],
        ];
        for (const [page, given] of calls) {
          const answer = await callAction(context.request, { id: ids.get(name) ?? "", path: page, args: given });
          expect(answer.status(), name).toBe(200);
          const text = await answer.text();
          expect(text, name).toContain('"error":"signedOut"');
          expect(text, name).not.toContain('"ok":true');
        }
      }
    }
    expect(await deskRevision()).toBe(before);
    expect(await mailbox.count(intruder)).toBe(0);
  });

  test("those for everybody answer nonsense without falling over", async () => {
    const ids = serverActionIds();
    for (const name of open) {
      for (const args of [
        [],
        [{ json: null }, { json: null }],
        [{ json: {} }, { form: { email: "x", kind: "y", locale: "z" } }],
      ] as Argument[][]) {
        const answer = await callAction(nobody.context.request, { id: ids.get(name) ?? "", path: "/sign-in", args });
        expect(answer.status(), name).toBeLessThan(500);
      }
    }
    const unheard = await callAction(nobody.context.request, { id: "00".repeat(21), path: "/sign-in", args: [] });
    expect(Math.floor(unheard.status() / 100), "an id that is none").toBe(4);
  });
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
