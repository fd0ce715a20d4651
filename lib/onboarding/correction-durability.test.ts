import { expect, it } from "vitest";
import { database, setDatabase } from "@/db/client";
import { listAttempts } from "@/db/queries/attempts";
import { listAudit } from "@/db/queries/audit";
import { listFiles, markFileSent } from "@/db/queries/files";
import { updateSubmission } from "@/db/queries/submissions";
import { adoptRegistration } from "../desk/adopt-registration";
import { reopenApplication } from "../desk/reopen-application";
import { retrySubmission } from "../desk/retry-submission";
import { type Fault, kybStage, type Merchant, refuse } from "../testing/kyb-stage";
import { pressSend } from "../testing/press-send";
import { sendNow as sendApplication } from "../testing/send-now";
import { readApplicationForm } from "./application-form";
import { akta, cover, nib, street, type } from "./correction-cases.fixture";
import { attachPhoto } from "./ready-application.fixture";
import { requeueLostSubmissions } from "./requeue-lost-submissions";

const stage = kybStage();
const staff = ({ actor }: Merchant) => ({ kind: "staff", userId: actor.userId }) as const;

/** Address and account refused; the address is corrected, and so is the account with a new cover. */
async function corrected(name: string): Promise<Merchant> {
  const merchant = await stage.registered(name);
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"), refuse("BUSINESS_BANK"));
  await type(merchant, "address", street);
  await attachPhoto(merchant.actor, cover, "#336699");
  return merchant;
}

/** How often DOKU carried the correction out, and how often it was asked to. */
async function atDoku(merchant: Merchant) {
  const { entities } = await stage.atDoku(merchant);
  const calls = (await stage.calls("update")).filter(({ path }) => path.endsWith(merchant.businessId));
  const attempts = entities.filter((one) => one.type === "BUSINESS_ADDRESS").map(({ attempt }) => attempt);
  return { attempts, calls: calls.length, requestIds: new Set(calls.map(({ requestId }) => requestId)).size };
}

const attemptsOf = async ({ applicationId }: Merchant, wanted: string) =>
  (await listAttempts(stage.db(), applicationId)).filter((one) => one.type === wanted).map(({ state }) => state);

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
  const merchant = await corrected(`Toko ${what}`);
  const uploads = (await stage.calls("upload")).length;
  await stage.fault("update", fault);
  const { submissionId } = await pressSend(merchant.actor);
  await sendApplication({ submissionId });
  const first = await stage.latest(merchant);
  expect(first).toMatchObject({ stage: "registering", tries: 1, nextTryAt: expect.any(Date) });
  expect(await stage.application(merchant)).toMatchObject({ state: "submitted", overall: "needs_correction" });
  const done = await stage.sendCorrected(merchant);
  expect(done).toMatchObject({ id: submissionId, stage: "done", requestId: first.requestId });
  expect(done.requestBody).toBe(first.requestBody);
  expect(await atDoku(merchant)).toEqual({ attempts: [2], calls, requestIds: 1 });
  expect(await attemptsOf(merchant, "BUSINESS_ADDRESS")).toEqual(["rejected", "in_review"]);
  await sendApplication({ submissionId });
  expect((await atDoku(merchant)).calls).toBe(calls);
  expect((await stage.calls("upload")).length).toBe(uploads + 1);
});

it.each(["upload", "token"])("goes on where it was when DOKU fails at: %s", async (endpoint) => {
  const merchant = await corrected(`Toko Gagal ${endpoint}`);
  const fresh = await attachPhoto(merchant.actor, cover, `#33${endpoint === "token" ? "77" : "88"}99`);
  // The token of earlier uploads is kept, so it is asked for anew only once DOKU refuses it.
  if (endpoint === "token") await stage.fault("upload", { kind: "status", status: 401 });
  await stage.fault(endpoint, { kind: "status", status: 503, remaining: endpoint === "token" ? 3 : 1 });
  const { submissionId } = await pressSend(merchant.actor);
  await sendApplication({ submissionId });
  expect(await stage.latest(merchant)).toMatchObject({ stage: "uploading", requestId: null, tries: 1 });
  expect(await stage.sendCorrected(merchant)).toMatchObject({ id: submissionId, stage: "done" });
  expect(await atDoku(merchant)).toEqual({ attempts: [2], calls: 1, requestIds: 1 });
  const files = await listFiles(stage.db(), merchant.applicationId);
  expect(files.find(({ id }) => id === fresh.id)?.dokuFileId).toEqual(expect.any(String));
});

it("makes good a crash between DOKU's answer and our commit", async () => {
  const merchant = await corrected("Toko Mati Listrik");
  const { submissionId } = await pressSend(merchant.actor);
  const whole = await database();
  let left = Number.POSITIVE_INFINITY;
  const db = new Proxy(whole.db, {
    get(target, name) {
      if (name !== "transaction") return Reflect.get(target, name);
      return async (...run: Parameters<typeof target.transaction>) => {
        const { calls } = await atDoku(merchant);
        // From DOKU's answer on nothing is written any more: the process is gone.
        if (calls > 0) left = 0;
        if (left === 0) throw new Error("the process was killed");
        return await target.transaction(...run);
      };
    },
  });
  setDatabase({ ...whole, db });
  await sendApplication({ submissionId }).catch(() => {});
  setDatabase(whole);
  expect(await stage.latest(merchant)).toMatchObject({ stage: "registering" });
  expect((await atDoku(merchant)).attempts).toEqual([2]);
  // Its lease ends, and the sweep finds it.
  await updateSubmission(stage.db(), submissionId, { leaseUntil: new Date(0), nextTryAt: new Date(0) });
  await requeueLostSubmissions();
  const queued = await stage.rows("select 1 from pgboss.job where singleton_key = $1", [submissionId]);
  expect(queued).toHaveLength(1);
  await sendApplication({ submissionId });
  expect(await stage.latest(merchant)).toMatchObject({ stage: "done" });
  expect(await atDoku(merchant)).toEqual({ attempts: [2], calls: 2, requestIds: 1 });
});

it("lets two workers send a correction once", async () => {
  const merchant = await corrected("Toko Dua Pekerja");
  const press = await pressSend(merchant.actor);
  await Promise.all([sendApplication(press), sendApplication(press)]);
  await stage.sendCorrected(merchant).catch(() => {});
  expect(await atDoku(merchant)).toMatchObject({ attempts: [2], requestIds: 1 });
  expect(await attemptsOf(merchant, "BUSINESS_BANK")).toEqual(["rejected", "in_review"]);
});

it("does not undo a verdict that came before the answer", async () => {
  const merchant = await corrected("Toko Putusan Cepat");
  await stage.fault("update", { kind: "close_after" });
  const press = await pressSend(merchant.actor);
  await sendApplication(press);
  await stage.decide(merchant, { type: "BUSINESS_ADDRESS", status: "ACTIVE" });
  expect(await stage.entity(merchant, "BUSINESS_ADDRESS")).toMatchObject({ state: "approved" });
  await sendApplication(press);
  expect(await stage.entity(merchant, "BUSINESS_ADDRESS")).toMatchObject({ state: "approved", attempt: 2 });
  expect(await stage.entity(merchant, "BUSINESS_BANK")).toMatchObject({ state: "in_review", attempt: 2 });
  expect(await attemptsOf(merchant, "BUSINESS_ADDRESS")).toEqual(["rejected", "approved"]);
  await stage.approveAll(merchant);
  expect(await stage.application(merchant)).toMatchObject({ overall: "live", dueAt: null });
});

it.each([
  ["says that it has it", "UPDATING", "in_review"],
  ["refuses it again", "REJECTED", "rejected"],
] as const)("keeps both attempts apart when DOKU %s before its answer is heard", async (what, status, state) => {
  const merchant = await corrected(`Toko Jawaban Hilang, ${what}`);
  await stage.fault("update", { kind: "close_after" });
  const press = await pressSend(merchant.actor);
  await sendApplication(press);
  const { businessId, applicationId } = merchant;
  const notes = status === "REJECTED" ? ["Masih belum jelas"] : [];
  await stage.control(`/businesses/${businessId}/status`, "POST", { type: "BUSINESS_ADDRESS", status, notes });
  await stage.callbacksArrived(merchant);
  await stage.read(merchant);
  expect(await stage.entity(merchant, "BUSINESS_ADDRESS")).toMatchObject({ state });
  await sendApplication(press);
  await stage.read(merchant);
  const attempts = (await listAttempts(stage.db(), applicationId)).filter((one) => one.type === "BUSINESS_ADDRESS");
  expect(attempts).toMatchObject([
    { state: "rejected", notes: [{ message: "Tidak sesuai" }] },
    { state, notes: notes.map((message) => ({ message })) },
  ]);
  expect(await stage.entity(merchant, "BUSINESS_ADDRESS")).toMatchObject({ state, attempt: 2 });
});

it("hears of what is refused while another part of the section is reviewed again", async () => {
  const merchant = await stage.registered("PT Dokumen Bergantian", { company: true });
  const [first, second] = [
    await stage.entity(merchant, "BUSINESS_DOCUMENT", nib),
    await stage.entity(merchant, "BUSINESS_DOCUMENT", akta),
  ];
  await stage.decide(merchant, refuse("BUSINESS_DOCUMENT", first.entityId));
  await attachPhoto(merchant.actor, nib, "#336699");
  await stage.sendCorrected(merchant);
  expect(await attemptsOf(merchant, "BUSINESS_DOCUMENT")).toEqual(["rejected", "in_review"]);
  await stage.decide(merchant, refuse("BUSINESS_DOCUMENT", second.entityId));
  expect(await attemptsOf(merchant, "BUSINESS_DOCUMENT")).toEqual(["rejected", "rejected"]);
  const mails = await stage.rows(
    "select occasion from mails where application_id = $1 and kind = 'rejected' order by created_at",
    [merchant.applicationId],
  );
  expect(mails).toEqual([{ occasion: "rejected:BUSINESS_DOCUMENT:1" }, { occasion: "rejected:BUSINESS_DOCUMENT:2" }]);
});

it("does not let a late word about the first attempt touch the second", async () => {
  const merchant = await corrected("Toko Kabar Basi");
  const { businessId } = merchant;
  const refusedAt = (await stage.entity(merchant, "BUSINESS_ADDRESS")).dokuTime?.toISOString();
  await stage.sendCorrected(merchant);
  const stale = { businessId, type: "BUSINESS_ADDRESS", status: "REJECTED", notes: ["Basi"] };
  await stage.control("/callbacks", "POST", { ...stale, updatedAt: refusedAt });
  await stage.control("/callbacks", "POST", { ...stale, shape: "no_time" });
  await stage.callbacksArrived(merchant);
  expect(await stage.entity(merchant, "BUSINESS_ADDRESS")).toMatchObject({ state: "in_review", attempt: 2 });
});

it("uploads a file again that DOKU no longer knows, in a new request", async () => {
  const merchant = await corrected("Toko Berkas Hilang");
  const fresh = (await listFiles(stage.db(), merchant.applicationId)).find(({ slotId }) => slotId === cover);
  await markFileSent(stage.db(), fresh?.id ?? "", "CNT-0104-nobody-knows");
  const { submissionId } = await pressSend(merchant.actor);
  await sendApplication({ submissionId });
  expect(await stage.latest(merchant)).toMatchObject({ lastFailure: "file_refused", requestId: null });
  expect(await stage.sendCorrected(merchant)).toMatchObject({ stage: "done" });
  expect(await atDoku(merchant)).toEqual({ attempts: [2], calls: 2, requestIds: 2 });
});

it("stops when DOKU refuses the correction, keeps what was typed, and goes on once staff give it back", async () => {
  const merchant = await corrected("Toko Koreksi Ditolak");
  const { applicationId } = merchant;
  await stage.fault("update", { kind: "status", status: 422 });
  expect(await stage.sendCorrected(merchant)).toMatchObject({ stage: "attention", lastFailure: "rejected" });
  expect(await stage.application(merchant)).toMatchObject({ state: "attention", overall: "needs_correction" });
  await expect(type(merchant, "address", street)).rejects.toMatchObject({ key: "correctionOnItsWay" });
  await expect(retrySubmission({ actor: staff(merchant), input: { applicationId } })).rejects.toMatchObject({
    key: "cannotRetry",
  });
  const ids = { businessId: merchant.businessId, brandId: "BRN-1" };
  await expect(adoptRegistration({ actor: staff(merchant), input: { applicationId, ...ids } })).rejects.toMatchObject({
    key: "cannotAdopt",
  });
  await reopenApplication({ actor: staff(merchant), input: { applicationId } });
  const form = await readApplicationForm(stage.db(), applicationId);
  expect(form.parts.address.values).toMatchObject({ street: street.street });
  await type(merchant, "address", { street: "Jalan Melati 1 Blok B" });
  expect(await stage.sendCorrected(merchant)).toMatchObject({ stage: "done", attempt: 3 });
  expect((await stage.atDoku(merchant)).data).toMatchObject({ addresses: [{ name: "Jalan Melati 1 Blok B" }] });
  expect(await attemptsOf(merchant, "BUSINESS_ADDRESS")).toEqual(["rejected", "in_review"]);
});

it("asks for a person after a day without an answer, who may send the same request again", async () => {
  const merchant = await corrected("Toko Sehari Tanpa Jawaban");
  const { applicationId } = merchant;
  await stage.fault("update", { kind: "close_after" });
  const press = await pressSend(merchant.actor);
  await updateSubmission(stage.db(), press.submissionId, { firstSentAt: new Date(Date.now() - 25 * 3_600_000) });
  await sendApplication(press);
  expect(await stage.latest(merchant)).toMatchObject({ stage: "attention", lastFailure: "network" });
  // Callbacks and readings go on meanwhile, and what they tell is about the attempt that nobody heard the answer of.
  await stage.read(merchant);
  expect(await stage.entity(merchant, "BUSINESS_ADDRESS")).toMatchObject({ state: "in_review" });
  expect(await attemptsOf(merchant, "BUSINESS_ADDRESS")).toEqual(["rejected"]);
  await retrySubmission({ actor: staff(merchant), input: { applicationId } });
  expect(await stage.application(merchant)).toMatchObject({ state: "submitted" });
  expect(await stage.sendCorrected(merchant)).toMatchObject({ stage: "done" });
  expect(await atDoku(merchant)).toEqual({ attempts: [2], calls: 2, requestIds: 1 });
  const deeds = (await listAudit(stage.db(), applicationId)).map(({ action }) => action);
  expect(deeds.slice(-4)).toEqual([
    "correction.submitted",
    "submission.stopped",
    "submission.retried",
    "correction.arrived",
  ]);
});
