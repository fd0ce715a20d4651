import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { AppError } from "./errors";
import { countUse, forgetUses, mayUse } from "./limits";

let opened: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(closeTestDatabase);

const hour = "interval '1 hour'";
const kept = async () => (await opened.executeSql("select key, count from uses")).rows as { key: string }[];

it("lets a person do so much in a time, counts everybody alone, and lets them go on afterwards", async () => {
  const [rani, dewi] = [randomUUID(), randomUUID()];
  for (let count = 0; count < 5; count += 1) await countUse("invitedAgain", rani);
  await expect(countUse("invitedAgain", rani)).rejects.toEqual(new AppError("too_often", "limit.invitedAgain"));
  await countUse("invitedAgain", dewi);
  await countUse("invitation", rani);
  await opened.executeSql(`update uses set ends_at = ends_at - ${hour}`);
  await countUse("invitedAgain", rani);
});

it("counts what comes at once, in whichever process", async () => {
  const member = randomUUID();
  const answers = await Promise.all(Array.from({ length: 40 }, () => mayUse("invitationFile", member)));
  expect(answers.filter(Boolean)).toHaveLength(20);
});

it("keeps the longer time where the shorter one is over", async () => {
  const merchant = randomUUID();
  await countUse("upload", merchant);
  await opened.executeSql("update uses set count = 1500 where ends_at > now() + interval '2 hours'");
  await opened.executeSql(`update uses set ends_at = now() where ends_at < now() + interval '2 hours'`);
  expect(await mayUse("upload", merchant)).toBe(false);
});

it("keeps nothing that tells of whom it is, and forgets what counts no more", async () => {
  const member = randomUUID();
  await countUse("search", member);
  expect(JSON.stringify(await kept())).not.toContain(member);
  await opened.executeSql("update uses set ends_at = now() - interval '1 second'");
  await forgetUses();
  expect(await kept()).toEqual([]);
});
