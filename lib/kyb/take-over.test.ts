import { expect, it } from "vitest";
import { kybStage, refuse } from "../testing/kyb-stage";

const stage = kybStage();

it("keeps why a business is not opened: a reading says nothing about that", async () => {
  const merchant = await stage.registered("Toko Tidak Dibuka");
  await stage.decide(merchant, refuse("BRAND.OPERATIONAL_STATUS"));
  const told = await stage.entity(merchant, "BRAND.OPERATIONAL_STATUS");
  expect(told).toMatchObject({ state: "rejected", notes: [{ message: "Tidak sesuai" }] });
  await stage.read(merchant);
  expect(await stage.entity(merchant, "BRAND.OPERATIONAL_STATUS")).toMatchObject({ notes: told.notes });
});
