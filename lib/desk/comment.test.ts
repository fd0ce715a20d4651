import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { listComments, listMentionedMerchants, listUnseenMentions } from "@/db/queries/comments";
import type { StaffActor } from "../domain/actor";
import { sendStatusMail } from "../kyb/send-status-mail";
import { openTestMailbox, type TestMailbox } from "../mail/test-mailbox";
import { kybStage, type Merchant } from "../testing/kyb-stage";
import { addStaff } from "../testing/staff";
import { commentOn, seeMentions, takeBackComment } from "./comment";

const stage = kybStage();
let mailbox: TestMailbox;
beforeAll(async () => {
  mailbox = await openTestMailbox();
  vi.stubEnv("SMTP_URL", mailbox.url);
});
afterAll(() => mailbox.close());

const say = (actor: StaffActor, { applicationId }: Merchant, body: string, ...named: StaffActor[]) =>
  commentOn({ actor, input: { applicationId, body, mentions: named.map(({ userId }) => userId) } });
const bodies = async ({ applicationId }: Merchant) =>
  (await listComments(stage.db(), applicationId, 9)).map(({ body }) => body);
const mailIds = async ({ applicationId }: Merchant) =>
  (
    await stage.rows<{ id: string }>(
      "select id from mails where application_id = $1 and kind = 'mention' order by created_at",
      [applicationId],
    )
  ).map(({ id }) => id);
const stateOf = async (mailId: string) =>
  (await stage.rows<{ state: string }>("select state from mails where id = $1", [mailId]))[0]?.state;

it("mails whom it names, without its words, and they see it until they open the page", async () => {
  const merchant = await stage.registered("Toko Komentar");
  const [rani, budi] = [await addStaff("Rani"), await addStaff("Budi")];
  const { caseVersion } = await stage.application(merchant);
  await say(rani, merchant, "@Budi tolong telepon Bu Sari, 0812-3456-7890", budi);
  // No decision of a colleague is refused for a comment.
  expect((await stage.application(merchant)).caseVersion).toBe(caseVersion);

  const [mailId = "", ...more] = await mailIds(merchant);
  expect(more).toEqual([]);
  await sendStatusMail({ mailId });
  const mail = await mailbox.next(budi.email);
  expect(mail.subject).toContain("Toko Komentar");
  expect(mail.text).toContain(`/desk/merchants/${merchant.applicationId}`);
  expect(mail.text).not.toMatch(/0812-3456|Bu Sari|Rani/);

  expect(await listMentionedMerchants(stage.db(), budi.userId, 5)).toMatchObject([
    { applicationId: merchant.applicationId, businessName: "Toko Komentar" },
  ]);
  const commentIds = await listUnseenMentions(stage.db(), merchant.applicationId, budi.userId);
  expect(commentIds).toHaveLength(1);
  await seeMentions({ actor: rani, input: { commentIds } });
  expect(await listUnseenMentions(stage.db(), merchant.applicationId, budi.userId)).toEqual(commentIds);
  const { commentId: later } = await say(rani, merchant, "@Budi masih satu lagi", budi);
  await seeMentions({ actor: budi, input: { commentIds } });
  expect(await listUnseenMentions(stage.db(), merchant.applicationId, budi.userId)).toEqual([later]);
  await seeMentions({ actor: budi, input: { commentIds: [later] } });
  expect(await listUnseenMentions(stage.db(), merchant.applicationId, budi.userId)).toEqual([]);
});

it("names nobody by accident: who is picked must be in the words, and nobody names oneself", async () => {
  const merchant = await stage.registered("Toko Sebut");
  const [rani, budi, gone] = [await addStaff("Rani"), await addStaff("Budi"), await addStaff("Gani")];
  await stage.rows("update users set disabled_at = now() where id = $1", [gone.userId]);
  await say(rani, merchant, "Budi sudah tahu. @Rani @Gani", budi, rani, gone);
  expect(await mailIds(merchant)).toEqual([]);
  await say(rani, merchant, "@Budi lihat ini", budi, budi);
  expect(await mailIds(merchant)).toHaveLength(1);
  const santoso = await addStaff("Budi Santoso");
  await say(rani, merchant, "@Budi Santoso lihat ini", budi, santoso);
  expect(await mailIds(merchant)).toHaveLength(2);
});

it("sends no mail about what was seen or taken back before it left", async () => {
  const merchant = await stage.registered("Toko Cepat");
  const [rani, budi] = [await addStaff("Rani"), await addStaff("Budi")];
  const { applicationId } = merchant;
  const { commentId: seen } = await say(rani, merchant, "@Budi satu", budi);
  await seeMentions({ actor: budi, input: { commentIds: [seen] } });
  const { commentId } = await say(rani, merchant, "@Budi dua", budi);
  await takeBackComment({ actor: rani, input: { applicationId, commentId } });
  expect(await listMentionedMerchants(stage.db(), budi.userId, 5)).toEqual([]);
  const ids = await mailIds(merchant);
  for (const mailId of ids) await sendStatusMail({ mailId });
  expect(await Promise.all(ids.map(stateOf))).toEqual(["skipped", "skipped"]);
});

it("is taken back by its author alone", async () => {
  const merchant = await stage.registered("Toko Tarik");
  const [rani, budi] = [await addStaff("Rani"), await addStaff("Budi")];
  const { applicationId } = merchant;
  const { commentId } = await say(rani, merchant, "Salah merchant");
  const input = { applicationId, commentId };
  await expect(takeBackComment({ actor: budi, input })).rejects.toMatchObject({ code: "not_allowed" });
  const other = await stage.registered("Toko Sebelah");
  await expect(
    takeBackComment({ actor: rani, input: { applicationId: other.applicationId, commentId } }),
  ).rejects.toMatchObject({ code: "not_found" });
  expect(await bodies(merchant)).toEqual(["Salah merchant"]);
  await takeBackComment({ actor: rani, input });
  await takeBackComment({ actor: rani, input });
  expect(await bodies(merchant)).toEqual([]);
});
