import { expect, it } from "vitest";
import { database, setDatabase } from "@/db/client";
import { findApplicationUnscoped, findOwnApplication } from "@/db/queries/applications";
import { listLatestAttempts } from "@/db/queries/attempts";
import { listAudit } from "@/db/queries/audit";
import { findInvitation, findLatestInvitation, insertStaffOnce } from "@/db/queries/invitations";
import { listEntities } from "@/db/queries/kyb";
import { findMail } from "@/db/queries/mails";
import { findLatestSubmission, updateSubmission } from "@/db/queries/submissions";
import { findPersonByEmailIndex } from "@/db/queries/users";
import type { BusinessRecord } from "@/sandbox/store/records";
import { askChange } from "../changes/ask-change";
import { emailIndex } from "../crypto/tokens";
import { liteSchema } from "../domain/lite";
import { readBusiness } from "../kyb/read-business";
import { sendStatusMail } from "../kyb/send-status-mail";
import { requeueLostSubmissions } from "../onboarding/requeue-lost-submissions";
import { saveDraft } from "../onboarding/save-draft";
import { enterPortal } from "../sign-in/enter-portal";
import { type Fault, kybStage } from "../testing/kyb-stage";
import { sendNow as sendApplication } from "../testing/send-now";
import { adoptRegistration } from "./adopt-registration";
import { inviteLite } from "./invite-lite";
import { reopenApplication } from "./reopen-application";
import { retrySubmission } from "./retry-submission";

const stage = kybStage();
let people = 0;

async function staff() {
  const email = `rina${people}@partner.test`;
  const values = { email, emailIndex: emailIndex(email), name: "Rina", staffRole: "manager" as const };
  return { kind: "staff", userId: (await insertStaffOnce(stage.db(), values)) ?? "" } as const;
}

async function invited(businessName: string) {
  people += 1;
  const input = liteSchema.parse({
    name: "Tini Hartini",
    email: `tini${people}@warung.test`,
    phone: "0812-3456-7890",
    businessName,
    referralCode: "REF-1",
    locale: "id",
  });
  const actor = await staff();
  const { applicationId } = await inviteLite({ actor, input });
  const submission = await findLatestSubmission(stage.db(), applicationId);
  return { actor, applicationId, input, submissionId: submission?.id ?? "" };
}
type Invited = Awaited<ReturnType<typeof invited>>;

const applicationOf = async ({ applicationId }: Invited) => {
  const application = await findApplicationUnscoped(stage.db(), applicationId);
  if (!application) throw new Error("no such application");
  return application;
};
const latestOf = async ({ applicationId }: Invited) => {
  const submission = await findLatestSubmission(stage.db(), applicationId);
  if (!submission) throw new Error("nothing was sent");
  return submission;
};
const businessesOf = async ({ applicationId }: Invited) =>
  (await stage.control<{ businesses: BusinessRecord[] }>(`/businesses?q=${applicationId}`)).businesses;
const finish = (merchant: Invited) => stage.control(`/businesses/${merchant.applicationId}/finish`, "POST", {});
const read = ({ applicationId }: Invited) => readBusiness({ applicationId });
const mailsOf = async ({ applicationId }: Invited) =>
  await stage.rows<{ id: string; kind: string }>("select id, kind from mails where application_id = $1", [
    applicationId,
  ]);

it("asks DOKU once, in the background, with what the contract wants and without a file", async () => {
  const merchant = await invited("Warung Tini");
  expect(await applicationOf(merchant)).toMatchObject({ way: "lite", state: "submitting", dokuBusinessId: null });
  expect(await latestOf(merchant)).toMatchObject({ kind: "lite", stage: "queued", sent: null, target: null });
  await sendApplication(merchant);
  await sendApplication(merchant);
  const [business, ...others] = await businessesOf(merchant);
  expect(others).toEqual([]);
  expect(await applicationOf(merchant)).toMatchObject({
    state: "submitted",
    dokuBusinessId: business?.id,
    dokuBrandId: business?.brandId,
    overall: null,
  });
  const body = JSON.parse((await latestOf(merchant)).requestBody ?? "{}");
  expect(body).toEqual({
    business: {
      partner_ref_id: merchant.applicationId,
      name: "Warung Tini",
      contact: {
        name: "Tini Hartini",
        email: merchant.input.email,
        phone_calling_code: "62",
        phone_number: "81234567890",
      },
    },
    referral: { code: "REF-1" },
    invited_user: { email: merchant.input.email },
  });
  const stored = await stage.rows("select request_body from submissions where id = $1", [merchant.submissionId]);
  expect(JSON.stringify(stored)).not.toContain(merchant.input.email);
  expect((await listAudit(stage.db(), merchant.applicationId)).map(({ action }) => action)).toEqual([
    "merchant.invited_by_doku",
    "application.registered",
  ]);
  expect((await mailsOf(merchant)).map(({ kind }) => kind)).toEqual(["invited_by_doku"]);
});

const faults: [string, Fault, number][] = [
  ["answered 503 three times", { kind: "status", status: 503, remaining: 3 }, 4],
  ["answered 429", { kind: "status", status: 429 }, 2],
  ["never answered and not carried out", { kind: "hang_before" }, 2],
  ["carried out and never answered", { kind: "hang_after" }, 2],
  ["cut off before it was carried out", { kind: "close_before" }, 2],
  ["cut off after it was carried out", { kind: "close_after" }, 2],
  ["answered with half a JSON", { kind: "malformed" }, 2],
];

it.each(faults)("sends the same bytes until DOKU has them once: %s", async (what, fault, calls) => {
  const merchant = await invited(`Warung ${what}`);
  await stage.fault("lite", fault);
  const before = (await stage.calls("lite")).length;
  await sendApplication(merchant);
  const first = await latestOf(merchant);
  expect(first).toMatchObject({ stage: "registering", tries: 1, nextTryAt: expect.any(Date) });
  for (let run = 0; run < 6 && (await latestOf(merchant)).stage !== "done"; run += 1) await sendApplication(merchant);
  const done = await latestOf(merchant);
  expect(done).toMatchObject({ stage: "done", requestId: first.requestId, requestBody: first.requestBody });
  expect(await businessesOf(merchant)).toHaveLength(1);
  const sent = (await stage.calls("lite")).slice(before);
  expect(sent).toHaveLength(calls);
  expect(new Set(sent.map(({ requestId }) => requestId))).toEqual(new Set([first.requestId]));
});

it("makes good a crash between DOKU's answer and our commit, and lets two workers send once", async () => {
  const merchant = await invited("Warung Mati Listrik");
  const whole = await database();
  const db = new Proxy(whole.db, {
    get(target, name) {
      if (name !== "transaction") return Reflect.get(target, name);
      return async (...run: Parameters<typeof target.transaction>) => {
        // From DOKU's answer on nothing is written any more: the process is gone.
        if ((await businessesOf(merchant)).length > 0) throw new Error("the process was killed");
        return await target.transaction(...run);
      };
    },
  });
  setDatabase({ ...whole, db });
  await sendApplication(merchant).catch(() => {});
  setDatabase(whole);
  expect(await applicationOf(merchant)).toMatchObject({ state: "submitting", dokuBusinessId: null });
  await updateSubmission(stage.db(), merchant.submissionId, { leaseUntil: new Date(0), nextTryAt: new Date(0) });
  await requeueLostSubmissions();
  const queued = await stage.rows("select 1 from pgboss.job where singleton_key = $1", [merchant.submissionId]);
  expect(queued).toHaveLength(1);
  await Promise.all([sendApplication(merchant), sendApplication(merchant)]);
  await sendApplication(merchant);
  expect(await applicationOf(merchant)).toMatchObject({ state: "submitted" });
  expect(await businessesOf(merchant)).toHaveLength(1);
});

it("follows the merchant by readings alone: nothing is in review before it has finished at DOKU, and the clocks begin then", async () => {
  const merchant = await invited("Warung Dua Langkah");
  await sendApplication(merchant);
  await read(merchant);
  expect(await applicationOf(merchant)).toMatchObject({ overall: null, dueAt: null, standing: "in_review" });
  expect(await listEntities(stage.db(), merchant.applicationId)).toEqual([]);
  expect((await listLatestAttempts(stage.db(), merchant.applicationId)).size).toBe(0);
  const [row] = await stage.rows<{ shared: string }>("select shared_key as shared from applications where id = $1", [
    merchant.applicationId,
  ]);
  expect(row?.shared).toEqual(expect.any(String));

  await stage.rows("update applications set submitted_at = now() - interval '9 days' where id = $1", [
    merchant.applicationId,
  ]);
  await finish(merchant);
  const before = Date.now();
  await read(merchant);
  const reviewed = await applicationOf(merchant);
  expect(reviewed).toMatchObject({ overall: "in_review" });
  expect((reviewed.dueAt?.getTime() ?? 0) - before).toBeGreaterThan(47 * 3600_000);
  const note = { type: "BUSINESS_ADDRESS", status: "REJECTED", notes: ["Alamat tidak lengkap"] };
  await stage.control(`/businesses/${merchant.applicationId}/status`, "POST", note);
  await read(merchant);
  expect(await applicationOf(merchant)).toMatchObject({ overall: "needs_correction" });
  await stage.control(`/businesses/${merchant.applicationId}/approve`, "POST", {});
  await read(merchant);
  expect(await applicationOf(merchant)).toMatchObject({ overall: "live", dueAt: null });
  const kinds = (await mailsOf(merchant)).map(({ kind }) => kind);
  expect(kinds).toEqual(["invited_by_doku", "rejected", "live"]);
  const deliveries = await stage.control<{ deliveries: unknown[] }>(
    `/deliveries?businessId=${reviewed.dokuBusinessId}`,
  );
  expect(deliveries.deliveries).toEqual([]);
});

it("lets its owner in to see how it stands, and change nothing", async () => {
  const merchant = await invited("Warung Lihat Saja");
  await sendApplication(merchant);
  await finish(merchant);
  const refused = { type: "BUSINESS_ADDRESS", status: "REJECTED", notes: ["Alamat tidak lengkap"] };
  await stage.control(`/businesses/${merchant.applicationId}/status`, "POST", refused);
  await stage.control(`/businesses/${merchant.applicationId}/status`, "POST", {
    type: "BUSINESS_BANK",
    status: "ACTIVE",
  });
  await read(merchant);
  const person = await findPersonByEmailIndex(stage.db(), emailIndex(merchant.input.email));
  const userId = person?.id ?? "";
  await enterPortal({ userId, chosenLocale: null });
  expect(await findOwnApplication(stage.db(), userId)).toMatchObject({ state: "submitted", way: "lite" });
  const actor = { kind: "merchant", userId, applicationId: merchant.applicationId } as const;
  const values = { street: "Jl. Baru 1" };
  await expect(saveDraft({ actor, input: { part: "address", values } })).rejects.toThrow("notEditable");
  const input = { type: "BUSINESS_BANK", reason: "Rekening baru" } as const;
  await expect(askChange({ actor, input })).rejects.toThrow("changeNotApproved");
});

it("mails what was refused with the way to DOKU's dashboard", async () => {
  const merchant = await invited("Warung Surat");
  await sendApplication(merchant);
  await finish(merchant);
  await stage.control(`/businesses/${merchant.applicationId}/status`, "POST", {
    type: "BUSINESS_ADDRESS",
    status: "REJECTED",
    notes: ["Alamat tidak lengkap"],
  });
  await read(merchant);
  for (const { id } of await mailsOf(merchant)) {
    await sendStatusMail({ mailId: id });
    expect(await findMail(stage.db(), id)).toMatchObject({ state: "sent" });
  }
  const { mails } = await stage.control<{ mails: { text: string }[] }>(`/mails?to=${merchant.input.email}`);
  const [first, second] = mails.map(({ text }) => text);
  expect(first).toContain("Lanjutkan di dasbor DOKU");
  expect(second).toContain("Perbaiki di dasbor DOKU");
  expect(second).not.toContain("/onboarding/correct");
});

it("when DOKU refuses it, the merchant is invited through this portal instead", async () => {
  const merchant = await invited("Warung Ditolak");
  await stage.fault("lite", { kind: "status", status: 422 });
  await sendApplication(merchant);
  expect(await applicationOf(merchant)).toMatchObject({ state: "attention" });
  const input = { applicationId: merchant.applicationId };
  await expect(retrySubmission({ actor: merchant.actor, input })).rejects.toThrow("cannotRetry");
  const ids = { ...input, businessId: "BSN-1", brandId: "BRN-1" };
  await expect(adoptRegistration({ actor: merchant.actor, input: ids })).rejects.toThrow("cannotAdopt");
  await reopenApplication({ actor: merchant.actor, input });
  expect(await applicationOf(merchant)).toMatchObject({ state: "invited", way: "portal" });
  const invitation = await findLatestInvitation(stage.db(), merchant.applicationId);
  expect(await findInvitation(stage.db(), invitation?.id ?? "")).toMatchObject({ email: merchant.input.email });
  const jobs = "select 1 from pgboss.job where name = 'send-invitation-mail' and data->>'invitationId' = $1";
  expect(await stage.rows(jobs, [invitation?.id])).toHaveLength(1);
});

it("when nothing is known, a person decides: the same request again, or the ids of what is at DOKU", async () => {
  const merchant = await invited("Warung Tak Tahu");
  await stage.fault("lite", { kind: "close_after" });
  await sendApplication(merchant);
  await updateSubmission(stage.db(), merchant.submissionId, { stage: "attention" });
  await stage.rows("update applications set state = 'attention' where id = $1", [merchant.applicationId]);
  const input = { applicationId: merchant.applicationId };
  await expect(reopenApplication({ actor: merchant.actor, input })).rejects.toThrow("cannotReopen");
  const [business] = await businessesOf(merchant);
  const ids = { businessId: business?.id ?? "", brandId: business?.brandId ?? "" };
  await adoptRegistration({ actor: merchant.actor, input: { ...input, ...ids } });
  expect(await applicationOf(merchant)).toMatchObject({ state: "submitted", dokuBusinessId: ids.businessId });

  const again = await invited("Warung Ulangi");
  await stage.fault("lite", { kind: "close_after" });
  await sendApplication(again);
  await updateSubmission(stage.db(), again.submissionId, { stage: "attention" });
  await stage.rows("update applications set state = 'attention' where id = $1", [again.applicationId]);
  await retrySubmission({ actor: again.actor, input: { applicationId: again.applicationId } });
  expect(await applicationOf(again)).toMatchObject({ state: "submitting" });
  await sendApplication(again);
  expect(await businessesOf(again)).toHaveLength(1);
});

it("gives an address once", async () => {
  const merchant = await invited("Warung Satu");
  await expect(inviteLite({ actor: merchant.actor, input: merchant.input })).rejects.toMatchObject({
    issues: [{ path: "email", key: "email.taken" }],
  });
});
