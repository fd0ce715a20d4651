import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { insertApplication } from "@/db/queries/applications";
import { insertPerson } from "@/db/queries/users";
import { applications } from "@/db/schema";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex, hashToken, newToken } from "@/lib/crypto/tokens";
import { paths } from "@/lib/paths";
import { deskHref, loadDesk, searchHref, searchSchema } from "./load-desk";

let opened: Database;
let applicationId: string;

beforeAll(async () => {
  opened = await openTestDatabase();
  const email = "budi@example.test";
  const ownerId = await insertPerson(opened.db, {
    role: "merchant",
    email,
    emailIndex: emailIndex(email),
    name: "Budi Contoh",
  });
  const webhookToken = newToken();
  const secrets = { webhookToken, webhookTokenHash: hashToken(webhookToken) };
  applicationId = await insertApplication(opened.db, { ownerId, businessName: "Kedai Budi", ...secrets });
});
afterAll(closeTestDatabase);

const leadsTo = (form: Record<string, string>) => searchHref(searchSchema.parse(form));

it("leads from a whole e-mail address to its merchant", async () => {
  expect(await leadsTo({ q: " Budi@Example.test ", state: "draft" })).toBe(paths.deskMerchant(applicationId));
});

it.each(["nobody@example.test", "budi@", "budi@example.tes"])("says of %s that nobody has it, not which", async (q) => {
  expect(await leadsTo({ q, state: "draft" })).toBe("/desk?missed=email");
  expect(await loadDesk({ missed: "email" })).toMatchObject({ missed: true, q: "", total: 1 });
});

it("leads from anything else to a list with an address of its own", async () => {
  expect(await leadsTo({ q: "kedai & co" })).toBe("/desk?q=kedai+%26+co");
  expect(await leadsTo({ q: "kedai", state: "draft" })).toBe("/desk?q=kedai&state=draft");
  expect(await leadsTo({ q: " ", state: "nonsense" })).toBe("/desk");
});

it("finds nobody by an e-mail address in the address bar, and repeats it in no link", async () => {
  expect(await loadDesk({ q: "budi@example.test" })).toMatchObject({ merchants: [], missed: false });
  expect(deskHref({ q: "budi@example.test", state: "draft" })).toBe("/desk?state=draft");
});

it("narrows the list to clocks and requests like to any state, by the time it is given", async () => {
  const { db } = opened;
  const dueAt = new Date("2026-11-22T00:00:00Z");
  await db.update(applications).set({ dueSoonAt: new Date("2026-11-21T12:00:00Z"), dueAt });
  const states = async (now: string) => {
    const seen = await Promise.all(
      (["due_soon", "overdue"] as const).map(async (state) => (await loadDesk({ state }, new Date(now))).merchants),
    );
    return seen.map((merchants) => merchants.length);
  };
  expect(await states("2026-11-21T11:59:59Z")).toEqual([0, 0]);
  expect(await states("2026-11-21T12:00:00Z")).toEqual([1, 0]);
  expect(await states("2026-11-22T00:00:00Z")).toEqual([0, 1]);
  expect(await loadDesk({ state: "asks_change" })).toMatchObject({ merchants: [], total: 1, state: "asks_change" });
  expect(deskHref({ q: "kedai", state: "due_soon" })).toBe("/desk?q=kedai&state=due_soon");
});
