import { expect, it } from "vitest";
import { listAudit } from "@/db/queries/audit";
import type { DraftPartName } from "../domain/part-input";
import { nib, type as typeIn } from "../onboarding/correction-cases.fixture";
import { readyApplication } from "../onboarding/ready-application.fixture";
import { kybStage, type Merchant, refuse } from "../testing/kyb-stage";
import { addStaff } from "../testing/staff";
import { readOpenDraft } from "./read-open-draft";

const stage = kybStage();

const reveals = async ({ applicationId }: Pick<Merchant, "applicationId">) =>
  (await listAudit(stage.db(), applicationId))
    .filter(({ action }) => action === "numbers.revealed")
    .map(({ detail }) => detail);

it("gives staff the part that is open, once it is written down, and nothing of what is not", async () => {
  const merchant = await stage.registered("Toko Terbuka Sebagian", { company: true });
  const { applicationId } = merchant;
  const actor = { ...(await addStaff()), applicationId };
  const read = (part: DraftPartName) => readOpenDraft({ actor, input: { part } });
  const locked = { code: "conflict", key: "sectionLocked" };
  for (const part of ["bank", "contacts", "slots"] as const)
    await expect(read(part), part).rejects.toMatchObject(locked);

  await stage.approveAll(merchant);
  const document = await stage.entity(merchant, "BUSINESS_DOCUMENT", nib);
  await stage.decide(merchant, refuse("BUSINESS_BANK"), refuse("BUSINESS_DOCUMENT", document.entityId));
  await typeIn(merchant, "bank", { accountNumber: "9876543210" });
  for (const part of ["kind", "profile", "contacts", "address", "brand"] as const) {
    await expect(read(part), part).rejects.toMatchObject(locked);
  }
  expect(await reveals(merchant)).toEqual([]);
  expect(await read("bank")).toMatchObject({ accountNumber: "9876543210" });
  expect(Object.keys(await read("slots"))).toEqual([nib]);
  await read("bank");
  expect(await reveals(merchant)).toEqual(
    expect.arrayContaining([{ what: "correct/bank" }, { what: "correct/slots" }]),
  );
  expect(await reveals(merchant)).toHaveLength(2);
});

it("gives staff nothing of what a merchant has not sent yet", async () => {
  const { applicationId } = await readyApplication("Toko Belum Terkirim");
  const actor = { ...(await addStaff()), applicationId };
  for (const part of ["kind", "contacts", "bank", "slots"] as const) {
    await expect(readOpenDraft({ actor, input: { part } })).rejects.toMatchObject({ key: "notEditable" });
  }
  await expect(
    readOpenDraft({ actor: { ...actor, applicationId: crypto.randomUUID() }, input: { part: "bank" } }),
  ).rejects.toMatchObject({ code: "not_found" });
});
