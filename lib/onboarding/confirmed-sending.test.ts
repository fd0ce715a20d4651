/** A changed bank account goes to DOKU only from somebody who has just proved again who they are. */
import { expect, it } from "vitest";
import { sendForMerchant } from "../desk/correct-for-merchant";
import { kybStage, type Merchant, refuse } from "../testing/kyb-stage";
import { contentShown, pressSend } from "../testing/press-send";
import { addStaff } from "../testing/staff";
import { cover, street, type } from "./correction-cases.fixture";
import { attachPhoto } from "./ready-application.fixture";

const stage = kybStage();

async function refused(section: "BUSINESS_BANK" | "BUSINESS_ADDRESS", name: string): Promise<Merchant> {
  const merchant = await stage.registered(name);
  await stage.approveAll(merchant);
  await stage.decide(merchant, refuse(section));
  return merchant;
}
const sent = async (merchant: Merchant) =>
  await stage.rows("select id from submissions where application_id = $1 and kind = 'correction'", [
    merchant.applicationId,
  ]);

async function typeAccount(merchant: Merchant): Promise<void> {
  await type(merchant, "bank", { bankId: "008", accountNumber: "5277001234" });
  await attachPhoto(merchant.actor, cover);
}

it("refuses a merchant's other account until then, keeps what was typed, and asks nothing for another section", async () => {
  const bank = await refused("BUSINESS_BANK", "Toko Rekening");
  await typeAccount(bank);
  await expect(pressSend(bank.actor, { isConfirmed: false })).rejects.toMatchObject({ key: "confirmAgain" });
  expect(await sent(bank)).toEqual([]);
  await pressSend(bank.actor);
  expect(await sent(bank)).toHaveLength(1);

  const address = await refused("BUSINESS_ADDRESS", "Toko Alamat");
  await type(address, "address", street);
  await pressSend(address.actor, { isConfirmed: false });
  expect(await sent(address)).toHaveLength(1);
});

it("refuses staff who do it for the merchant just so", async () => {
  const merchant = await refused("BUSINESS_BANK", "Toko Dibantu");
  await typeAccount(merchant);
  const actor = await addStaff("Rani");
  const send = async (isConfirmed: boolean) => {
    const { id: applicationId, caseVersion: seen } = await stage.application(merchant);
    return await sendForMerchant({
      actor,
      isConfirmed,
      input: { applicationId, seen, content: await contentShown(applicationId) },
    });
  };
  await expect(send(false)).rejects.toMatchObject({ key: "confirmAgain" });
  expect(await send(true)).toBeTruthy();
});
