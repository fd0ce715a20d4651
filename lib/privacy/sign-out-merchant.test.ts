import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { insertSession } from "@/db/queries/sessions";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { inviteMerchant } from "../desk/invite-merchant";
import { startJobs, stopWorkers } from "../jobs/queue";
import { addStaff } from "../testing/staff";
import { signOutMerchant } from "./sign-out-merchant";

let opened: Database;

beforeAll(async () => {
  opened = await openTestDatabase();
  await startJobs();
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
});

async function signedIn(by: Awaited<ReturnType<typeof addStaff>>) {
  const input = {
    name: "Wulan",
    email: `${randomUUID()}@merchant.test`,
    phone: "0812-3456-7890",
    businessName: "Warung",
    locale: "id" as const,
  };
  const { applicationId } = await inviteMerchant({ actor: by, input });
  const userId = (await findApplicationUnscoped(opened.db, applicationId))?.ownerId ?? "";
  const expiresAt = new Date(Date.now() + 3_600_000);
  for (const _device of ["phone", "laptop"]) {
    await insertSession(opened.db, { tokenHash: randomUUID(), userId, expiresAt });
  }
  return { applicationId, userId };
}

it("signs a merchant out of every device, says so in the trail, and nobody else", async () => {
  const manager = await addStaff("Rani", "manager");
  const [lost, other] = [await signedIn(manager), await signedIn(manager)];
  await signOutMerchant({ actor: manager, input: { applicationId: lost.applicationId } });
  const { rows: sessions } = await opened.executeSql("select user_id from sessions where user_id = any($1::uuid[])", [
    [lost.userId, other.userId],
  ]);
  expect(sessions).toEqual([{ user_id: other.userId }, { user_id: other.userId }]);
  const { rows: deeds } = await opened.executeSql(
    "select chain_id, actor_id from audit_log where action = 'session.merchant_ended'",
  );
  expect(deeds).toEqual([{ chain_id: lost.applicationId, actor_id: manager.userId }]);
});

it("knows no merchant that is not there", async () => {
  const manager = await addStaff("Rani", "manager");
  const nobody = signOutMerchant({ actor: manager, input: { applicationId: randomUUID() } });
  await expect(nobody).rejects.toMatchObject({ key: "notFound" });
});
