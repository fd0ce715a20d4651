import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { insertApplication, upsertDraft } from "@/db/queries/applications";
import { insertPerson } from "@/db/queries/users";
import { applications } from "@/db/schema";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex, hashToken, newToken } from "@/lib/crypto/tokens";
import { saveView } from "@/lib/desk/save-view";
import { emptyFilter } from "@/lib/domain/queue-filter";
import { paths } from "@/lib/paths";
import { deskHref, loadDesk, searchHref, searchSchema } from "./load-desk";

let opened: Database;
let applicationId: string;
let userId: string;

beforeAll(async () => {
  opened = await openTestDatabase();
  const email = "budi@example.test";
  const person = { role: "merchant" as const, email, emailIndex: emailIndex(email), name: "Budi Contoh" };
  const ownerId = await insertPerson(opened.db, person);
  const insert = async () => {
    const webhookToken = newToken();
    const secrets = { webhookToken, webhookTokenHash: hashToken(webhookToken) };
    return await insertApplication(opened.db, { ownerId, businessName: "Kedai Budi", ...secrets });
  };
  applicationId = await insert();
  const phone = { contacts: [{ phone: "0812-3456-7890" }] };
  await upsertDraft(opened.db, applicationId, "contacts", phone, null);
  const staff = { role: "staff" as const, email: "rani@partner.test", emailIndex: "rani", name: "Rani" };
  userId = await insertPerson(opened.db, staff);
});
afterAll(closeTestDatabase);

const leadsTo = (q: string, query = "") => searchHref(searchSchema.parse({ q, query }), { kind: "staff", userId });
const load = (params: Record<string, unknown>, now?: Date) => loadDesk(params, userId, now);

it.each([" Budi@Example.test ", "+62 812 3456 7890"])("leads from %s to its merchant", async (q) => {
  expect(await leadsTo(q, "view=draft")).toBe(paths.deskMerchant(applicationId));
});

it.each(["nobody@example.test", "budi@", "0812 0000 1111", "3372011203800001"])(
  "says of %s that nobody has it, not which",
  async (q) => {
    await expect(leadsTo(q, "view=draft")).rejects.toMatchObject({ key: "nobodyFound", message: "nobodyFound" });
  },
);

it("leads from anything else to a list with an address of its own, over all merchants unless a view was chosen", async () => {
  expect(await leadsTo("kedai & co")).toBe("/desk?q=kedai+%26+co");
  expect(await leadsTo("kedai", "view=draft&sort=name&after=x")).toBe("/desk?view=draft&q=kedai&sort=name");
  expect(await leadsTo("kedai", "assignee=me")).toBe("/desk?q=kedai&assignee=me");
  expect(await leadsTo(" ", "q=kedai")).toBe("/desk?view=all");
  expect(await leadsTo("", "")).toBe("/desk");
});

it("finds nobody by what is a person's in the address bar, says so, and repeats it in no link", async () => {
  const desk = await load({ q: "budi@example.test", view: "all" });
  expect(desk).toMatchObject({ ignored: ["q"], filter: { q: "" }, query: "view=all" });
  expect(deskHref({ ...emptyFilter, q: "budi@example.test", view: "draft", sort: "changed" })).toBe("/desk?view=draft");
});

it("shows a page for an address made by hand, and names what it left out", async () => {
  const desk = await load({ view: "all", section: "x", after: "1; drop table", page: "9" });
  expect(desk.ignored).toEqual(["section", "unknown", "after"]);
  expect(desk.merchants).toHaveLength(1);
});

it("narrows the list to clocks by the time it is given, and counts them", async () => {
  const { db } = opened;
  const dueSoonAt = new Date("2026-11-21T12:00:00Z");
  await db.update(applications).set({ dueSoonAt, dueAt: new Date("2026-11-22T00:00:00Z"), needsAt: dueSoonAt });
  const states = async (now: string) => {
    const { counts } = await load({}, new Date(now));
    const listed = await Promise.all(
      (["due_soon", "overdue", "needs"] as const).map(
        async (view) => (await load({ view }, new Date(now))).merchants.length,
      ),
    );
    expect([counts.due_soon, counts.overdue, counts.needs]).toEqual(listed);
    return listed;
  };
  expect(await states("2026-11-21T11:59:59Z")).toEqual([0, 0, 0]);
  expect(await states("2026-11-21T12:00:00Z")).toEqual([1, 0, 1]);
  expect(await states("2026-11-22T00:00:00Z")).toEqual([0, 1, 1]);
});

it("knows the view of one's own that the list is", async () => {
  await saveView({ actor: { kind: "staff", userId }, input: { name: "Tenggat", query: "view=overdue" } });
  expect((await load({ view: "overdue" })).savedAs).toMatchObject({ name: "Tenggat" });
  expect((await load({ view: "due_soon" })).savedAs).toBeNull();
});
