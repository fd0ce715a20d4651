import { afterAll, expect, it } from "vitest";
import { type Database, setDatabase } from "@/db/client";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { GET } from "./route";

afterAll(closeTestDatabase);

it("answers while the database does, and says so in a sentence when it does not", async () => {
  const opened: Database = await openTestDatabase();
  const well = await GET();
  expect([well.status, await well.json()]).toEqual([200, { ok: true }]);

  await opened.close();
  setDatabase(opened);
  const ill = await GET();
  expect([ill.status, await ill.json()]).toEqual([503, { ok: false, error: "The database does not answer." }]);
  setDatabase(await openTestDatabase());
});
