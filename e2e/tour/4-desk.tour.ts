import { statusRow } from "../actors";
import { confirmWhereAsked } from "../confirm";
import { expect, test } from "../fixtures";
import { headline, merchantAtDoku, openAtDesk, refuseAccount } from "../merchant-at-doku";
import { picture, pictureOf } from "./camera";
import { openDesk } from "./stage";

test("the desk", async ({ browser, portal, mailbox, sandbox }) => {
  const { page } = await openDesk(browser, portal, mailbox);
  const stage = { browser, portal, mailbox, sandbox };
  const live = await merchantAtDoku(stage, page, "Warung Pindah");
  await sandbox.approve(live.id);
  await expect(headline(live.page)).toHaveText("Usaha Anda sudah aktif di DOKU", { timeout: 30_000 });
  await live.page.goto("/onboarding/change/bank");
  await confirmWhereAsked(live.page);
  await live.page.getByLabel("Apa yang berubah, dan mengapa").fill("Rekening lama ditutup bank pada akhir bulan.");
  await live.page.getByRole("button", { name: "Kirim permintaan" }).click();
  await expect(live.page.getByRole("heading", { name: "Permintaan Anda sedang dibaca" })).toBeVisible();

  await merchantAtDoku(stage, page, "Bengkel Maju");
  const refused = await merchantAtDoku(stage, page, "Sate Pak Kumis");
  await sandbox.setStatus(refused.id, { type: "BUSINESS_ADDRESS", status: "ACTIVE" });
  await expect(statusRow(refused.page, "Alamat")).toContainText("Disetujui", { timeout: 30_000 });
  await refuseAccount(refused, sandbox);

  await pictureOf(page, "/desk", "desk-queue");
  await openAtDesk(page, refused.business);
  await picture(page, "desk-merchant");
  await pictureOf(page, "/desk/insight", "desk-insight");
  await pictureOf(page, "/desk/settings", "desk-settings");
});
