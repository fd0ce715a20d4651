import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { listSavedViews } from "@/db/queries/saved-views";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import type { StaffActor } from "../domain/actor";
import { maxSavedViews, saveViewSchema } from "../domain/saved-view";
import { deleteView, renameView, saveView } from "./save-view";

let opened: Database;
let rani: StaffActor;
let anton: StaffActor;

beforeAll(async () => {
  opened = await openTestDatabase();
  const member = async (name: string): Promise<StaffActor> => {
    const person = { role: "staff" as const, email: `${name}@partner.test`, emailIndex: name, name };
    return { kind: "staff", userId: await insertPerson(opened.db, person) };
  };
  [rani, anton] = [await member("rani"), await member("anton")];
});
afterAll(closeTestDatabase);

const views = ({ userId }: StaffActor) => listSavedViews(opened.db, userId);
const save = (actor: StaffActor, name: string, query: string) =>
  saveView({ actor, input: saveViewSchema.parse({ name, query }) });
const taken = { code: "refused", issues: [{ path: "name", key: "view.taken" }] };

it("keeps what the list shows for one person alone, without where in it one was and what cannot be read", async () => {
  await save(rani, " Rekening bank ", "view=rejected&section=BUSINESS_BANK&after=x&page=2&reason=NONE");
  expect(await views(rani)).toMatchObject([{ name: "Rekening bank", query: "view=rejected&section=BUSINESS_BANK" }]);
  expect(await views(anton)).toEqual([]);
  await expect(save(rani, "Rekening bank", "view=live")).rejects.toMatchObject(taken);
  await save(anton, "Rekening bank", "view=live");
});

it("is renamed and deleted by its owner only", async () => {
  const viewId = (await views(rani))[0]?.id ?? "";
  await save(rani, "Lain", "");
  await expect(renameView({ actor: rani, input: { viewId, name: "Lain" } })).rejects.toMatchObject(taken);
  await expect(renameView({ actor: anton, input: { viewId, name: "Punya Anton" } })).rejects.toMatchObject({
    code: "not_found",
  });
  await renameView({ actor: rani, input: { viewId, name: "Bank" } });
  await deleteView({ actor: anton, input: { viewId } });
  expect((await views(rani)).map(({ name }) => name)).toEqual(["Bank", "Lain"]);
  await deleteView({ actor: rani, input: { viewId } });
  await deleteView({ actor: rani, input: { viewId } });
  expect((await views(rani)).map(({ name }) => name)).toEqual(["Lain"]);
});

it("has room for so many", async () => {
  for (let index = (await views(rani)).length; index < maxSavedViews; index += 1) await save(rani, `V${index}`, "");
  await expect(save(rani, "Zuviel", "")).rejects.toMatchObject({ issues: [{ key: "view.many", params: { max: 30 } }] });
});
