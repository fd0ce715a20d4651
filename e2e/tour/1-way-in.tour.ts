import { acceptInvitation, invite, newDevice } from "../actors";
import { linkIn } from "../control";
import { test } from "../fixtures";
import { inventedBusiness, inventedPerson } from "../people";
import { mailed, picture, pictureOf } from "./camera";
import { openDesk, speak } from "./stage";

test("invitation and sign-in", async ({ browser, portal, mailbox }) => {
  const staff = await openDesk(browser, portal, mailbox);
  const person = inventedPerson("Wayan Suardana");
  const business = inventedBusiness("Warung Wayan", person);
  await invite(staff.page, person, business);
  const invited = await mailbox.waitFor(person.email, "Undangan");
  const { page } = await newDevice(browser, portal);
  await pictureOf(page, linkIn(invited, portal.url), "invitation");
  const first = await newDevice(browser, portal);
  await acceptInvitation(first.page, portal, mailbox, person);
  await pictureOf(page, linkIn(invited, portal.url), "invitation-over");

  await speak(page, portal, "en");
  await pictureOf(page, "/sign-in", "sign-in");
  await speak(page, portal, "id");
  await page.goto("/sign-in");
  await page.getByLabel("Alamat email").fill(person.email);
  const asked = new Date().toISOString();
  await page.getByRole("button", { name: "Kirim tautan dan kode" }).click();
  await page.waitForURL("**/sign-in/check-mail");
  await picture(page, "mail-sent");

  await mailed(page, invited.html, "mail-invitation");
  const signIn = await mailbox.waitFor(person.email, "Masuk ke", asked);
  await mailed(page, signIn.html, "mail-sign-in");
});
