/** What may go wrong on the way to DOKU, over real HTTP: each ends in one business, the same bytes and nothing lost. */
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { claimProbe, findBreaker } from "@/db/queries/breakers";
import { listFiles, markFileSent } from "@/db/queries/files";
import { insertStaffOnce } from "@/db/queries/invitations";
import { savePartnerSettings } from "@/db/queries/partner";
import { findLatestSubmission, type Submission, updateSubmission } from "@/db/queries/submissions";
import { emailIndex } from "../crypto/tokens";
import { dokuTroubles } from "../desk/doku-trouble";
import { failuresToOpen } from "../doku/breaker";
import { dokuAccount } from "../doku-account";
import { forgetKnownBreakers, reportDokuWell } from "../doku-breaker";
import { env } from "../env";
import { saveCredentials, tryCredentials } from "../settings/doku-credentials";
import { type Fault, kybStage } from "../testing/kyb-stage";
import { endPauses, forgetPauses, sendNow } from "../testing/send-now";
import { readyApplication } from "./ready-application.fixture";
import { requeueLostSubmissions, retryWaiting } from "./requeue-lost-submissions";
import { sendApplication } from "./send-application";
import { submitApplication } from "./submit-application";

vi.stubEnv("DOKU_REFUSE_WRONG_ANSWERS", "on");
vi.stubEnv("DOKU_TIMEOUT_SECONDS", "3");
const stage = kybStage();

async function submitted(name: string) {
  const actor = await readyApplication(name);
  const { submissionId } = await submitApplication({ actor });
  const { applicationId } = actor;
  const latest = async (): Promise<Submission> => {
    const found = await findLatestSubmission(stage.db(), applicationId);
    if (!found) throw new Error("nothing was submitted");
    return found;
  };
  return { actor, applicationId, submissionId, latest, name };
}
type Submitted = Awaited<ReturnType<typeof submitted>>;

/** How many businesses DOKU has, and with which requests it was asked to make them. */
async function atDoku({ name, latest }: Submitted) {
  const { businesses } = await stage.control<{ businesses: { name: string }[] }>("/businesses");
  const { requestId } = await latest();
  const calls = (await stage.calls("register")).filter((call) => call.requestId === requestId);
  return { businesses: businesses.filter((one) => one.name === name).length, calls: calls.length };
}
const queued = async ({ submissionId }: Submitted) =>
  (
    await stage.rows("select 1 from pgboss.job where data->>'submissionId' = $1 and singleton_key is not null", [
      submissionId,
    ])
  ).length;
const minutesFromNow = (date: Date | null) => ((date?.getTime() ?? 0) - Date.now()) / 60_000;

it.each<[string, Fault, string, number]>([
  ["slower than we wait, but carried out", { kind: "slow", delayMs: 4_500 }, "timeout", 1],
  ["answered with a wrong signature", { kind: "wrong_signature" }, "unknown_outcome", 1],
  ["cut off after DOKU committed", { kind: "close_after" }, "network", 1],
  ["cut off before DOKU committed", { kind: "close_before" }, "network", 0],
])(
  "sends the same bytes again when an answer is %s, though the portal's address changed",
  async (what, fault, kind, made) => {
    const merchant = await submitted(`Toko ${what}`);
    await stage.fault("register", fault);
    await sendNow(merchant);
    const first = await merchant.latest();
    expect(first).toMatchObject({ stage: "registering", lastFailure: kind, tries: 1, firstSentAt: expect.any(Date) });
    await vi.waitFor(async () => expect((await atDoku(merchant)).businesses).toBe(made), { timeout: 20_000 });
    const settings = env();
    const before = settings.APP_URL;
    settings.APP_URL = "https://another.contoh.test";
    await sendNow(merchant);
    settings.APP_URL = before;
    const done = await merchant.latest();
    expect(done).toMatchObject({ stage: "done", requestId: first.requestId, requestBody: first.requestBody });
    expect(JSON.parse(done.requestBody ?? "").business.callback_url).toContain(before);
    expect(await atDoku(merchant)).toEqual({ businesses: 1, calls: 2 });
  },
);

it("shows a refused secret to staff, and goes on by itself with the right one, the same bytes signed anew", async () => {
  const merchant = await submitted("Toko Kunci Berganti");
  await stage.fault("register", { kind: "close_after" });
  await sendNow(merchant);
  const first = await merchant.latest();
  const { setAt: _, ...account } = await dokuAccount();
  const wrong = { ...account, secretKey: "SK-LAMA", setAt: new Date().toISOString() };
  await savePartnerSettings(stage.db(), { credentials: wrong });
  await sendNow(merchant);
  expect(await merchant.latest()).toMatchObject({ stage: "registering", lastFailure: "auth", tries: 2 });
  expect(await dokuTroubles()).toMatchObject([{ what: "refused", waiting: 1, nextTryAt: expect.any(Date) }]);
  await savePartnerSettings(stage.db(), { credentials: null });
  await retryWaiting();
  expect(await queued(merchant)).toBe(1);
  await sendApplication(merchant);
  expect(await merchant.latest()).toMatchObject({
    stage: "done",
    requestId: first.requestId,
    requestBody: first.requestBody,
  });
  expect(await atDoku(merchant)).toMatchObject({ businesses: 1 });
  expect(await dokuTroubles()).toEqual([]);
});

it("renews a token that ends in the middle of the uploads, and sends no file twice for it", async () => {
  const merchant = await submitted("Toko Token Habis");
  const before = { token: (await stage.calls("token")).length, upload: (await stage.calls("upload")).length };
  await stage.fault("upload", { kind: "slow", delayMs: 0, remaining: 2 });
  await stage.fault("upload", { kind: "status", status: 401 });
  await sendNow(merchant);
  expect(await merchant.latest()).toMatchObject({ stage: "done", tries: 0 });
  expect((await stage.calls("token")).length).toBe(before.token + 1);
  expect((await stage.calls("upload")).length).toBe(before.upload + 5);
});

it.each<[string, Fault, [number, number]]>([
  ["in seconds", { kind: "status", status: 429, retryAfterSec: 600 }, [9, 11]],
  ["as a date", { kind: "status", status: 429, retryAfterSec: 600, retryAfterDate: true }, [9, 11]],
  ["for a year", { kind: "status", status: 429, retryAfterSec: 31_536_000 }, [59, 61]],
])(
  "waits as long as a Retry-After %s asks, an hour at most, and not a moment less",
  async (what, fault, [from, to]) => {
    const merchant = await submitted(`Toko Padat ${what}`);
    await stage.fault("register", fault);
    await sendNow(merchant);
    const put = await merchant.latest();
    // DOKU says that it did nothing, so the hours of its memory have not begun.
    expect(put).toMatchObject({ stage: "registering", lastFailure: "rate_limited", tries: 1, firstSentAt: null });
    expect(minutesFromNow(put.nextTryAt)).toBeGreaterThan(from);
    expect(minutesFromNow(put.nextTryAt)).toBeLessThan(to);
    // A job that is about too early, once more after the pause alone is over.
    await sendApplication(merchant);
    await forgetPauses();
    await updateSubmission(stage.db(), merchant.submissionId, { nextTryAt: put.nextTryAt });
    await sendApplication(merchant);
    expect(await atDoku(merchant)).toEqual({ businesses: 0, calls: 1 });
    await sendNow(merchant);
    expect(await merchant.latest()).toMatchObject({ stage: "done", requestId: put.requestId });
    expect(await atDoku(merchant)).toEqual({ businesses: 1, calls: 2 });
  },
);

/** The worker that holds it stops, as a process does that is paused; its lease ends. */
async function loseLease({ submissionId }: Submitted): Promise<void> {
  await updateSubmission(stage.db(), submissionId, { leaseUntil: new Date(0) });
}

/** The call that is spoiled has reached DOKU. */
async function beganToFail(): Promise<void> {
  const none = async () => expect(await stage.control("/faults")).toMatchObject({ faults: [] });
  await vi.waitFor(none, { interval: 10, timeout: 20_000 });
}

it("lets a worker that was paused in an upload change nothing once another has finished", async () => {
  const merchant = await submitted("Toko Pekerja Tertidur");
  const before = (await stage.calls("upload")).length;
  await stage.fault("upload", { kind: "slow", delayMs: 900 });
  const asleep = sendNow(merchant);
  await beganToFail();
  await loseLease(merchant);
  await sendNow(merchant);
  const done = await merchant.latest();
  expect(done).toMatchObject({ stage: "done" });
  await asleep;
  expect(await merchant.latest()).toEqual(done);
  expect(await atDoku(merchant)).toEqual({ businesses: 1, calls: 1 });
  const ids = (await listFiles(stage.db(), merchant.applicationId)).map(({ dokuFileId }) => dokuFileId ?? "?");
  for (const id of ids) expect(done.requestBody).toContain(id);
  // The one that hung arrived at DOKU too, where nobody uses it.
  expect((await stage.calls("upload")).length).toBe(before + 5);
});

it.each<[string, Fault]>([
  ["hears DOKU's answer late", { kind: "slow", delayMs: 700 }],
  ["loses the connection", { kind: "hang_after" }],
])("lets a worker that was paused while it sent, and %s, change nothing of the newer result", async (what, fault) => {
  const merchant = await submitted(`Toko Tertidur dan ${what}`);
  await stage.fault("register", fault);
  const asleep = sendNow(merchant);
  await beganToFail();
  await loseLease(merchant);
  await sendNow(merchant);
  const done = await merchant.latest();
  await asleep;
  expect(done.stage).toBe("done");
  expect(await merchant.latest()).toEqual(done);
  expect(await atDoku(merchant)).toEqual({ businesses: 1, calls: 2 });
});

it("does not send what DOKU may have forgotten, however long nothing ran, and leaves it to a person", async () => {
  const merchant = await submitted("Toko Mati Lama");
  await stage.fault("register", { kind: "close_after" });
  await sendNow(merchant);
  await updateSubmission(stage.db(), merchant.submissionId, { firstSentAt: new Date(Date.now() - 25 * 3_600_000) });
  await sendNow(merchant);
  expect(await merchant.latest()).toMatchObject({ stage: "attention", lastFailure: "network" });
  expect(await atDoku(merchant)).toEqual({ businesses: 1, calls: 1 });
});

it("makes no new request for a file that DOKU refuses when nobody knows what came of an earlier try", async () => {
  const merchant = await submitted("Toko Berkas Ditolak Belakangan");
  const [file] = await listFiles(stage.db(), merchant.applicationId);
  await markFileSent(stage.db(), file?.id ?? "", "CNT-0104-nobody-knows");
  await stage.fault("register", { kind: "close_before" });
  await sendNow(merchant);
  const first = await merchant.latest();
  expect(first).toMatchObject({ stage: "registering", lastFailure: "network", firstSentAt: expect.any(Date) });
  await sendNow(merchant);
  const { requestId, requestBody, firstSentAt } = first;
  const kept = { requestId, requestBody, firstSentAt };
  expect(await merchant.latest()).toMatchObject({ ...kept, stage: "attention", lastFailure: "unknown_outcome" });
  expect(await atDoku(merchant)).toEqual({ businesses: 0, calls: 2 });
});

it("takes no refusal of a repeat for a proof that DOKU has no business, when the answer before it was lost", async () => {
  const merchant = await submitted("Toko Ditolak Saat Diulang");
  await stage.fault("register", { kind: "close_after" });
  await sendNow(merchant);
  const { requestId } = await merchant.latest();
  await stage.fault("register", { kind: "status", status: 422 });
  await sendNow(merchant);
  expect(await merchant.latest()).toMatchObject({ requestId, stage: "attention", lastFailure: "unknown_outcome" });
  expect(await atDoku(merchant)).toEqual({ businesses: 1, calls: 2 });
});

it("leaves what DOKU refuses to one merchant alone to a person after two days of trying, and what all meet not", async () => {
  const [one, other] = [await submitted("Toko Ditolak Sendiri"), await submitted("Toko Diterima")];
  const isOld = async (merchant: Submitted, tries: number) => {
    const createdAt = "update submissions set created_at = created_at - interval '3 days' where id = $1";
    await stage.rows(createdAt, [merchant.submissionId]);
    await updateSubmission(stage.db(), merchant.submissionId, { tries });
  };
  // The uploads of both go well; what is refused is one merchant's registration.
  await stage.fault("register", { kind: "status", status: 403, remaining: 4 });
  await sendNow(one);
  expect(await one.latest()).toMatchObject({ stage: "registering", lastFailure: "auth" });
  expect(await dokuTroubles()).toMatchObject([{ what: "refused", waiting: 1 }]);
  await sendNow(other);
  await isOld(one, 20);
  await sendNow(one);
  expect(await one.latest()).toMatchObject({ stage: "registering", lastFailure: "auth", tries: 21 });
  await stage.control("/faults", "DELETE");
  await sendNow(other);
  expect(await other.latest()).toMatchObject({ stage: "done" });
  // The newest answer says that the account is good, and it is still refused.
  expect(await dokuTroubles()).toEqual([]);
  await stage.fault("register", { kind: "status", status: 403, remaining: 2 });
  await updateSubmission(stage.db(), one.submissionId, { tries: 19 });
  await sendNow(one);
  expect(await one.latest()).toMatchObject({ stage: "registering", lastFailure: "auth", tries: 20 });
  const { requestId } = await one.latest();
  await sendNow(one);
  expect(await one.latest()).toMatchObject({ stage: "attention", lastFailure: "auth", requestId });
  expect(await dokuTroubles()).toMatchObject([{ what: "refused", waiting: 0 }]);

  // Files that DOKU is never well for, while it is for others.
  const third = await submitted("Toko Berkas Macet");
  await isOld(third, 20);
  await stage.fault("upload", { kind: "status", status: 503 });
  await sendNow(third);
  expect(await third.latest()).toMatchObject({ stage: "attention", lastFailure: "unavailable" });
});

it("waits out a storage of files that is away, ever longer, and sends once it is back", async () => {
  const [merchant, second] = [await submitted("Toko Berkas Jauh"), await submitted("Toko Berkas Jauh Lama")];
  const files = join(env().dataDir, "files");
  const uploads = (await stage.calls("upload")).length;
  await rename(files, `${files}-away`);
  // More often than a fault of our own may last.
  for (let tries = 1; tries <= 11; tries += 1) {
    await sendNow(merchant);
    expect(await merchant.latest()).toMatchObject({ stage: "uploading", lastFailure: "storage", tries });
  }
  expect(minutesFromNow((await merchant.latest()).nextTryAt)).toBeGreaterThan(10);
  await stage.rows("update submissions set created_at = created_at - interval '3 days', tries = 20 where id = $1", [
    second.submissionId,
  ]);
  await sendNow(second);
  expect(await second.latest()).toMatchObject({ stage: "attention", lastFailure: "storage" });
  expect((await stage.calls("upload")).length).toBe(uploads);
  await rename(`${files}-away`, files);
  await sendNow(merchant);
  expect(await merchant.latest()).toMatchObject({ stage: "done", lastFailure: null });
});

it("takes no failure inside a success for a refusal: the repeat says what came of it, and a second one is a person's", async () => {
  const merchant = await submitted("Toko Gagal di Dalam Berhasil");
  await stage.fault("register", { kind: "told_failed" });
  await sendNow(merchant);
  const first = await merchant.latest();
  expect(first).toMatchObject({ stage: "registering", lastFailure: "unknown_outcome", firstSentAt: expect.any(Date) });
  expect(await atDoku(merchant)).toEqual({ businesses: 1, calls: 1 });
  await sendNow(merchant);
  expect(await merchant.latest()).toMatchObject({ stage: "done", requestId: first.requestId });
  expect(await atDoku(merchant)).toEqual({ businesses: 1, calls: 2 });

  const other = await submitted("Toko Gagal Dua Kali");
  await stage.fault("register", { kind: "told_failed", remaining: 2 });
  await sendNow(other);
  await sendNow(other);
  expect(await other.latest()).toMatchObject({
    stage: "attention",
    lastFailure: expect.stringMatching(/conflict|unknown/),
  });
  expect(await atDoku(other)).toEqual({ businesses: 1, calls: 2 });
});

it("calls DOKU for everybody after five minutes, or a good test of the connection, though one waits for an hour", async () => {
  const [one, other] = [await submitted("Toko Satu Jam"), await submitted("Toko Ikut Menunggu")] as const;
  await stage.fault("register", { kind: "status", status: 429, retryAfterSec: 3_600 });
  await sendNow(one);
  await sendApplication(other);
  const { baseUrl, clientId } = await dokuAccount();
  const breaker = () => findBreaker(stage.db(), baseUrl);
  expect(minutesFromNow((await breaker())?.nextTryAt ?? null)).toBeLessThan(5.1);
  expect(await other.latest()).toMatchObject({ lastFailure: "paused", tries: 0 });

  const email = "admin.sambungan@partner.test";
  const row = { email, emailIndex: emailIndex(email), name: "Rina", staffRole: "admin" } as const;
  const actor = { kind: "staff", userId: (await insertStaffOnce(stage.db(), row)) ?? "" } as const;
  const account = { baseUrl, clientId, secretKey: "", nextSecretKey: "", dropNext: false };
  expect(await tryCredentials({ actor, input: account })).toMatchObject({ outcome: "good" });
  expect(await breaker()).toMatchObject({ openedAt: null });
  expect([await queued(one), await queued(other)]).toEqual([0, 1]);
  expect(minutesFromNow((await one.latest()).nextTryAt)).toBeGreaterThan(55);
  await sendApplication(other);
  expect(await other.latest()).toMatchObject({ stage: "done" });

  // Told to wait by the account before, say.
  await updateSubmission(stage.db(), one.submissionId, { lastFailure: "paused" });
  await saveCredentials({ actor, input: { account, anyway: false } });
  await savePartnerSettings(stage.db(), { credentials: null });
  expect(await queued(one)).toBe(1);
  await sendApplication(one);
  expect(await one.latest()).toMatchObject({ stage: "done" });
});

it("sends what was told to wait while another call tried, as soon as that call has found DOKU well", async () => {
  const merchant = await submitted("Toko Sedang Dicoba");
  const { baseUrl } = await dokuAccount();
  await stage.fault("*", { kind: "status", status: 503, remaining: failuresToOpen });
  for (let tries = 0; tries < failuresToOpen; tries += 1) {
    await updateSubmission(stage.db(), merchant.submissionId, { nextTryAt: new Date(0) });
    await sendApplication(merchant);
  }
  const { nextTryAt } = (await findBreaker(stage.db(), baseUrl)) ?? {};
  const longest = new Date(Date.now() + 25_000);
  expect(await claimProbe(stage.db(), baseUrl, nextTryAt ?? longest, longest)).toBe(true);
  forgetKnownBreakers();
  await sendApplication(merchant);
  expect(minutesFromNow((await merchant.latest()).nextTryAt)).toBeGreaterThan(0.3);

  await reportDokuWell(baseUrl);
  await requeueLostSubmissions();
  expect(await queued(merchant)).toBe(1);
  await sendApplication(merchant);
  expect(await merchant.latest()).toMatchObject({ stage: "done", lastFailure: null });
});

it("says of one that waited for DOKU longer than DOKU remembers that nobody knows its outcome", async () => {
  const merchant = await submitted("Toko Mati Menunggu");
  await stage.fault("register", { kind: "close_after" });
  await sendNow(merchant);
  const long = new Date(Date.now() - 25 * 3_600_000);
  await updateSubmission(stage.db(), merchant.submissionId, { firstSentAt: long, lastFailure: "paused" });
  await sendNow(merchant);
  expect(await merchant.latest()).toMatchObject({ stage: "attention", lastFailure: "unknown_outcome" });
});

it("keeps what waits for a DOKU in trouble for days without a try, and lets one try whether it is back", async () => {
  const merchants = [await submitted("Toko Menunggu Satu"), await submitted("Toko Menunggu Dua")];
  const [one, other] = merchants as [Submitted, Submitted];
  await stage.fault("*", { kind: "status", status: 503, remaining: 100 });
  const calls = (await stage.calls("upload")).length;
  for (let tries = 0; tries < failuresToOpen; tries += 1) {
    await updateSubmission(stage.db(), one.submissionId, { nextTryAt: new Date(0) });
    await sendApplication(one);
  }
  const { baseUrl } = await dokuAccount();
  expect(await findBreaker(stage.db(), baseUrl)).toMatchObject({ openedAt: expect.any(Date) });
  await updateSubmission(stage.db(), one.submissionId, { nextTryAt: new Date(0) });
  const tries = (await one.latest()).tries;
  await sendApplication(one);
  await sendApplication(other);
  for (const merchant of merchants) {
    expect(await merchant.latest()).toMatchObject({ lastFailure: "paused", requestId: null, firstSentAt: null });
  }
  expect((await one.latest()).tries).toBe(tries);
  expect((await other.latest()).tries).toBe(0);
  expect((await stage.calls("upload")).length).toBe(calls + failuresToOpen);
  expect(await dokuTroubles()).toMatchObject([{ what: "paused", kind: "unavailable", waiting: 2 }]);
  // A fault of our own waits for something else.
  await updateSubmission(stage.db(), other.submissionId, { lastFailure: "internal" });
  expect(await dokuTroubles()).toMatchObject([{ what: "paused", waiting: 1 }]);
  await updateSubmission(stage.db(), other.submissionId, { lastFailure: "paused" });

  // Three days later it is still in trouble: one tries, and nobody loses anything.
  const later = new Date(Date.now() + 60_000);
  await stage.rows("update submissions set created_at = created_at - interval '3 days'");
  await requeueLostSubmissions(later);
  expect([await queued(one), await queued(other)]).toEqual([0, 0]);
  await endPauses();
  await requeueLostSubmissions(later);
  expect((await queued(one)) + (await queued(other))).toBe(1);
  await sendNow(one);
  expect(await one.latest()).toMatchObject({ stage: "uploading", lastFailure: "unavailable" });
  expect((await stage.calls("upload")).length).toBe(calls + failuresToOpen + 1);

  await stage.control("/faults", "DELETE");
  // It may stand there from the look before, and twice in the queue's next ten seconds.
  await stage.rows("delete from pgboss.job where name = 'send-application'");
  await requeueLostSubmissions(later);
  expect(await queued(other)).toBe(1);
  for (const merchant of merchants) {
    await sendNow(merchant);
    expect(await merchant.latest()).toMatchObject({ stage: "done", lastFailure: null });
    expect(await atDoku(merchant)).toEqual({ businesses: 1, calls: 1 });
  }
});
