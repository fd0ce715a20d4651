/** The portal knows the truth however callbacks, DOKU and the portal itself fail. Its portal reads DOKU every few seconds. */
import type { Page } from "@playwright/test";
import { type Actor, staffAtDesk, statusRow } from "./actors";
import { confirmAgain } from "./confirm";
import type { SandboxControl } from "./control";
import { expect, test } from "./fixtures";
import {
  headline,
  type MerchantAtDoku,
  merchantAtDoku,
  openAtDesk,
  refuseAccount,
  sendFixes,
  typeAccount,
} from "./merchant-at-doku";

// A portal that died on the embedded database can be the only one, so that its work is taken up at once.
test.use({ portalSettings: { READ_EVERY_SECONDS: "2", DATABASE_URL: "" } });
test.describe.configure({ timeout: 150_000 });

const live = "Usaha Anda sudah aktif di DOKU";
const suspended = "DOKU menangguhkan usaha Anda";
const note = { code: "ACCOUNT", field: "account_number", message: "Nomor rekening tidak ditemukan di bank" };
/** A sweep looks every five seconds for readings that are due. */
const onePoll = { timeout: 40_000 };

const drift = (page: Page, section: string) =>
  page.getByRole("table", { name: /^Perbedaan yang ditemukan/ }).getByRole("row", { name: section });
const account = (page: Page) => statusRow(page, "Rekening bank");

let staff: Actor;

test.beforeAll(async ({ browser, portal, mailbox }) => {
  staff = await staffAtDesk(browser, portal, mailbox);
});

test("with all callbacks lost, every state is right one reading later and the desk shows what differed", async ({
  browser,
  portal,
  mailbox,
  sandbox,
}) => {
  const stage = { browser, portal, mailbox, sandbox };
  const words = ["Warung Uji Hilang", "Toko Uji Hilang", "Kedai Uji Hilang"];
  const merchants: MerchantAtDoku[] = [];
  for (const one of words) merchants.push(await merchantAtDoku(stage, staff.page, one));
  const [opened, refused, stopped] = merchants;
  if (!opened || !refused || !stopped) throw new Error("There are three merchants.");
  await sandbox.approve(opened.id);
  await sandbox.setStatus(refused.id, { type: "BUSINESS_BANK", status: "REJECTED", notes: [note] });
  await sandbox.suspend(stopped.id);

  await expect(headline(opened.page)).toHaveText(live, onePoll);
  await expect(headline(refused.page)).toHaveText("Satu hal perlu diperbaiki", onePoll);
  await expect(refused.page.getByRole("blockquote")).toHaveText(`“${note.message}”`);
  await expect(headline(stopped.page)).toHaveText(suspended, onePoll);
  for (const { id } of merchants) {
    const states = (await sandbox.deliveries(id)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(["lost"]));
  }
  await openAtDesk(staff.page, refused.business);
  const row = drift(staff.page, "Rekening bank");
  for (const words of ["Diperiksa", "Perlu diperbaiki", "belum datang"]) await expect(row).toContainText(words);

  // Late and not lost after all: it is told at the desk, and changes nothing.
  const entity = (await sandbox.businesses(refused.business.name))[0]?.entities.find(
    ({ type }) => type === "BUSINESS_BANK",
  );
  await sandbox.special(refused.id, "BUSINESS_BANK", entity?.id ?? "", "duplicate");
  await expect(row).not.toContainText("belum datang");
  await expect(account(refused.page)).toContainText("Perlu diperbaiki");

  // Nothing is expected of DOKU any more, so the next reading is hours away; who asks need not wait.
  await sandbox.setStatus(refused.id, { type: "BUSINESS_BANK", status: "ACTIVE" });
  await staff.page.getByRole("button", { name: "Tanya DOKU sekarang", exact: true }).click();
  await expect(account(refused.page)).toContainText("Disetujui");
  await sandbox.suspend(opened.id);
  await opened.page.getByRole("button", { name: "Tanya DOKU sekarang" }).click();
  await expect(headline(opened.page)).toHaveText(suspended);
  await Promise.all(merchants.map(({ context }) => context.close()));
});

test.describe("a correction", () => {
  let merchant: MerchantAtDoku;

  test.beforeAll(async ({ browser, portal, mailbox, sandbox }) => {
    merchant = await merchantAtDoku({ browser, portal, mailbox, sandbox }, staff.page, "Warung Sabar");
  });

  /** How often DOKU carried the account out, and the calls that `send` caused: one Request-Id and the answers it got. */
  async function effectOf(sandbox: SandboxControl, send: () => Promise<void>) {
    const sent = async () => {
      const [business] = await sandbox.businesses(merchant.business.name);
      return business?.entities.find(({ type }) => type === "BUSINESS_BANK")?.attempt ?? 0;
    };
    const [before, earlier] = [await sent(), new Set((await sandbox.calls("update")).map((call) => call.requestId))];
    await send();
    const calls = (await sandbox.calls("update")).filter(({ requestId }) => !earlier.has(requestId));
    const requestIds = new Set(calls.map(({ requestId }) => requestId));
    return { effects: (await sent()) - before, requests: requestIds.size, answers: calls.map(({ status }) => status) };
  }

  test("arrives once after DOKU was out of order for an hour, and the page says that nothing is lost", async ({
    sandbox,
  }) => {
    const { page, id } = merchant;
    await refuseAccount(merchant, sandbox);
    // Before DOKU is out of order: the first to meet that should be the correction.
    await confirmAgain(page);
    const { effects, requests, answers } = await effectOf(sandbox, async () => {
      const earlier = await sandbox.callCount("update");
      const breakDown = (endpoint: string) =>
        sandbox.fault({ endpoint, kind: "status", status: 503, remaining: 1_000 });
      await breakDown("update");
      await typeAccount(page, "5212345678");
      await sendFixes(page);
      // Readings come later: of those that try whether DOKU is back, none would leave a try to the correction.
      await expect.poll(() => sandbox.callCount("update"), onePoll).toBeGreaterThanOrEqual(earlier + 1);
      await breakDown("get");
      await expect(headline(page)).toHaveText("Perbaikan Anda aman, pengirimannya tertunda");
      await expect(page.getByText(/Kami mencoba lagi sendiri .+ Tidak ada yang hilang/).first()).toBeVisible();
      await expect(account(page)).toContainText("Perbaikan sedang dikirim");
      // What DOKU still says meanwhile is heard, and what it approved stays so.
      await sandbox.setStatus(id, { type: "BUSINESS_ADDRESS", status: "ACTIVE" });
      await expect(statusRow(page, "Alamat")).toContainText("Disetujui");
      // Staff read it, on an open page, until it is over.
      await staff.page.goto("/desk");
      await expect(staff.page.getByText("DOKU sedang terganggu")).toBeVisible(onePoll);
      await expect(staff.page.getByText(/1 pengiriman menunggu, tidak ada yang hilang/)).toBeVisible(onePoll);
      await sandbox.clearFaults();
      await expect(account(page)).toContainText("Diperiksa", onePoll);
      await expect(staff.page.getByText("DOKU sedang terganggu")).toBeHidden();
    });
    expect({ effects, requests, last: answers.at(-1) }).toEqual({ effects: 1, requests: 1, last: 200 });
    expect(new Set(answers.slice(0, -1))).toEqual(new Set([503]));
    await expect(statusRow(page, "Alamat")).toContainText("Disetujui");
    await expect(headline(page)).toHaveText("DOKU sedang memeriksa data Anda");
  });

  test("arrives once though the portal is killed before it hears DOKU's answer", async ({ portal, sandbox }) => {
    const { page, id } = merchant;
    await refuseAccount(merchant, sandbox);
    const effect = await effectOf(sandbox, async () => {
      await sandbox.fault({ endpoint: "update", kind: "hang_after" });
      await typeAccount(page, "5212345679");
      await sendFixes(page);
      await sandbox.waitForBusiness({ id, type: "BUSINESS_BANK", status: "UPDATING" });
      await portal.kill();
      await portal.restart();
      await expect(account(page)).toContainText("Diperiksa", onePoll);
    });
    expect(effect).toEqual({ effects: 1, requests: 1, answers: ["no answer", 409] });
    await expect(headline(page)).toHaveText("DOKU sedang memeriksa data Anda");
  });

  test("that DOKU refuses to take stops at the desk, and given back it has kept what the merchant typed", async ({
    sandbox,
  }) => {
    const { page, business, id } = merchant;
    await refuseAccount(merchant, sandbox);
    await sandbox.fault({ endpoint: "update", kind: "status", status: 422 });
    await typeAccount(page, "5212345680");
    await sendFixes(page);
    await expect(headline(page)).toHaveText("Tim Sambut sedang melihat perbaikan Anda");
    await expect(account(page)).toContainText("Perbaikan belum terkirim");

    await staff.page.goto("/desk");
    await expect(staff.page.getByRole("row", { name: business.name })).toContainText("Pengiriman ke DOKU berhenti");
    await openAtDesk(staff.page, business);
    await expect(staff.page.getByText(/^Berhenti: DOKU sudah membacanya dan menolaknya/)).toBeVisible();
    await expect(staff.page.getByRole("button", { name: "Kirim lagi ke DOKU" })).toBeHidden();
    await staff.page.getByRole("button", { name: "Kembalikan ke merchant" }).click();

    await expect(page.getByText("Sudah Anda perbaiki, belum dikirim.")).toBeVisible();
    await page.goto("/onboarding/correct/bank");
    await expect(page.getByLabel("Nomor rekening")).toHaveValue("5212345680");
    await page.goto("/onboarding/correct");
    await sendFixes(page);
    await expect(account(page)).toContainText("Diperiksa");
    await sandbox.approve(id);
    await expect(headline(page)).toHaveText(live, onePoll);
  });
});
