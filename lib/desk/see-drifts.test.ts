import { expect, it } from "vitest";
import { changeApplication } from "../live/change-application";
import { kybStage } from "../testing/kyb-stage";
import { addStaff } from "../testing/staff";
import { seeDrifts } from "./see-drifts";

const stage = kybStage();

it("takes note of no more than the page has shown: a reading that finds another difference comes first", async () => {
  const merchant = await stage.registered("Toko Beda Lagi");
  const { applicationId } = merchant;
  const actor = await addStaff();
  const unseen = () =>
    stage.rows("select 1 from drifts where application_id = $1 and seen_at is null", [applicationId]);
  /** We hold another state than DOKU, as after a callback that was lost. */
  const drift = async (type: string) => {
    await stage.rows("update kyb_entities set state = 'inactive' where application_id = $1 and type = $2", [
      applicationId,
      type,
    ]);
    await stage.read(merchant);
  };
  await drift("BUSINESS_BANK");
  const { caseVersion: seen } = await stage.application(merchant);
  await drift("BUSINESS_ADDRESS");
  expect(await stage.application(merchant)).toMatchObject({ needs: ["drift"] });

  await expect(seeDrifts({ actor, input: { applicationId, seen } })).rejects.toMatchObject({ key: "decidedMeanwhile" });
  expect(await unseen()).toHaveLength(2);
  const { caseVersion } = await stage.application(merchant);
  await seeDrifts({ actor, input: { applicationId, seen: caseVersion } });
  expect(await unseen()).toHaveLength(0);
});

it("is not refused for a reading that found nothing, nor for a page that only renders anew", async () => {
  const merchant = await stage.registered("Toko Tetap Sama");
  const { applicationId } = merchant;
  const actor = await addStaff();
  const { caseVersion: seen } = await stage.application(merchant);
  await stage.read(merchant);
  await changeApplication(applicationId, async () => {}, { isNews: false });
  await seeDrifts({ actor, input: { applicationId, seen } });
});
