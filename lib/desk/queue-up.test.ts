import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { insertReturn, takeBackReturnRows } from "@/db/queries/returns";
import { insertPerson } from "@/db/queries/users";
import { drifts, merchantWords, noteReasons, secondOpinions, sectionAttempts } from "@/db/schema";
import { askChange, withdrawChange } from "../changes/ask-change";
import { emailIndex } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import { mapReason } from "../kyb/map-reason";
import { changeApplication } from "../live/change-application";
import { readyApplication } from "../onboarding/ready-application.fixture";
import { saveDraft } from "../onboarding/save-draft";
import { submitApplication } from "../onboarding/submit-application";
import { kybStage, type Merchant, refuse } from "../testing/kyb-stage";
import { forgetPauses, sendNow as sendApplication } from "../testing/send-now";
import { queueUpAgain, unmappedReason } from "./queue-up-again";
import { seeDrifts } from "./see-drifts";
import { snoozeCase } from "./snooze";

const stage = kybStage();
const { application, decide, fault, read, registered } = stage;
let actor: StaffActor;

beforeAll(async () => {
  const email = "rani@partner.test";
  const userId = await insertPerson(stage.db(), { role: "staff", email, emailIndex: emailIndex(email), name: "Rani" });
  actor = { kind: "staff", userId };
});

/** What searches in the queue go by. */
async function placesOfWords({ applicationId }: Merchant): Promise<(Date | null)[]> {
  const own = eq(merchantWords.applicationId, applicationId);
  const rows = await stage.db().selectDistinct({ needsAt: merchantWords.needsAt }).from(merchantWords).where(own);
  return rows.map(({ needsAt }) => needsAt);
}

const touch = ({ applicationId }: Merchant) => changeApplication(applicationId, async () => {}, { isNews: false });
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
const account = { code: "ACCOUNT", field: "account_number", message: "Nomor rekening tidak ditemukan di bank" };
const refusedAccount = { ...refuse("BUSINESS_BANK"), notes: [account] };

async function returnBank({ applicationId }: Merchant): Promise<string> {
  const values = { type: "BUSINESS_BANK" as const, attempt: 1, reasons: ["ACCOUNT_NOT_FOUND"], note: "Periksa lagi" };
  return await changeApplication(applicationId, (tx) =>
    insertReturn(tx, { applicationId, ...values, returnedBy: actor.userId, returnedAt: new Date() }),
  );
}

describe("a merchant in review", () => {
  it("is in the queue from when its clock becomes due soon", async () => {
    const merchant = await registered("Antre Jam");
    const { needs, needsAt, dueSoonAt } = await application(merchant);
    expect({ needs, needsAt }).toEqual({ needs: [], needsAt: dueSoonAt });
    expect(dueSoonAt).not.toBeNull();
  });

  it("that is refused needs somebody until it is returned, and again when that is taken back", async () => {
    const merchant = await registered("Antre Tolak");
    await decide(merchant, refusedAccount);
    const refused = await application(merchant);
    expect(refused).toMatchObject({
      needs: ["rejected"],
      refused: ["BUSINESS_BANK"],
      reasons: ["ACCOUNT_NOT_FOUND"],
    });
    const [attempt] = await stage
      .db()
      .select({ at: sectionAttempts.stateAt })
      .from(sectionAttempts)
      .where(and(eq(sectionAttempts.applicationId, merchant.applicationId), eq(sectionAttempts.type, "BUSINESS_BANK")));
    expect(refused.needsAt).toEqual(attempt?.at);

    const returnId = await returnBank(merchant);
    expect(await application(merchant)).toMatchObject({ needs: [], refused: ["BUSINESS_BANK"] });
    await changeApplication(merchant.applicationId, (tx) =>
      takeBackReturnRows(tx, merchant.applicationId, [returnId], new Date()),
    );
    const again = await application(merchant);
    expect({ needs: again.needs, needsAt: again.needsAt }).toEqual({ needs: ["rejected"], needsAt: attempt?.at });
    await touch(merchant);
    expect(await application(merchant)).toMatchObject({ caseVersion: again.caseVersion, updatedAt: again.updatedAt });

    await decide(merchant, { type: "BUSINESS_BANK", status: "ACTIVE" });
    expect(await application(merchant)).toMatchObject({ needs: [], refused: [], reasons: [] });
  });

  it("with a reason that nobody knows waits for that too, and leaves when it is mapped", async () => {
    const merchant = await registered("Antre Alasan");
    const strange = "Pos lintang kurang terang";
    await decide(merchant, { ...refuse("BUSINESS_ADDRESS"), notes: [strange] });
    expect((await application(merchant)).needs).toEqual(["rejected", "unmapped"]);

    const [note] = await stage
      .db()
      .select({ fingerprint: noteReasons.fingerprint })
      .from(noteReasons)
      .where(eq(noteReasons.type, "BUSINESS_ADDRESS"));
    const fingerprint = note?.fingerprint ?? "";
    await mapReason({ actor, input: { fingerprint, reason: "ADDRESS_INCOMPLETE" } });
    await queueUpAgain({ reason: unmappedReason });
    expect(await application(merchant)).toMatchObject({ needs: ["rejected"], reasons: ["ADDRESS_INCOMPLETE"] });

    await mapReason({ actor, input: { fingerprint, reason: null } });
    await queueUpAgain({ reason: "ADDRESS_INCOMPLETE" });
    expect((await application(merchant)).needs).toEqual(["rejected", "unmapped"]);
  });

  it("comes back from a snooze when something new comes up, and not before", async () => {
    const merchant = await registered("Antre Tunda");
    await decide(merchant, refusedAccount);
    const until = inHours(48);
    await snoozeCase({ actor, input: { applicationId: merchant.applicationId, until } });
    expect(await application(merchant)).toMatchObject({ needs: ["rejected"], needsAt: until, snoozedUntil: until });
    await touch(merchant);
    expect(await application(merchant)).toMatchObject({ needsAt: until });
    expect(await placesOfWords(merchant)).toEqual([until]);

    await decide(merchant, refuse("BUSINESS_ADDRESS"));
    const awake = await application(merchant);
    expect(awake.snoozedUntil).toBeNull();
    expect(await placesOfWords(merchant)).toEqual([awake.needsAt]);
    expect(awake.needsAt && awake.needsAt < new Date()).toBe(true);
  });

  it("that a reading finds otherwise than held needs somebody who takes note, though the reading itself is no news", async () => {
    const merchant = await registered("Antre Beda");
    const before = await application(merchant);
    const found = { type: "BUSINESS_BANK" as const, entityId: "E-1", ours: "in_review" as const, dokus: null };
    const foundAt = inHours(-1);
    await stage
      .db()
      .insert(drifts)
      .values({ applicationId: merchant.applicationId, ...found, foundAt });
    await touch(merchant);
    const drifted = await application(merchant);
    expect(drifted).toMatchObject({ needs: ["drift"], needsAt: foundAt });
    expect(drifted.caseVersion).toBeGreaterThan(before.caseVersion);

    await seeDrifts({ actor, input: { applicationId: merchant.applicationId } });
    await seeDrifts({ actor, input: { applicationId: merchant.applicationId } });
    expect(await application(merchant)).toMatchObject({ needs: [], needsAt: before.needsAt });
    const rows = await stage.rows("select 1 from audit_log where action = 'drifts.seen' and application_id = $1", [
      merchant.applicationId,
    ]);
    expect(rows).toHaveLength(1);
  });

  it("that was late and not lost needs nobody", async () => {
    const merchant = await registered("Antre Lambat");
    const found = { type: "BUSINESS_BANK" as const, entityId: "E-1", ours: "in_review" as const };
    const at = new Date();
    await stage
      .db()
      .insert(drifts)
      .values({ applicationId: merchant.applicationId, ...found, dokus: "approved", foundAt: at, callbackAt: at });
    await touch(merchant);
    expect((await application(merchant)).needs).toEqual([]);
  });

  it("whose readings fail three times in a row needs somebody until one succeeds", async () => {
    const merchant = await registered("Antre Baca");
    // Only this merchant's readings fail: DOKU as a whole is not left alone.
    const readAlone = async () => {
      await forgetPauses();
      await read(merchant);
    };
    await fault("get", { kind: "status", status: 500, remaining: 99 });
    for (let time = 0; time < 2; time += 1) await readAlone();
    expect((await application(merchant)).needs).toEqual([]);
    await readAlone();
    const failed = await application(merchant);
    expect(failed.needs).toEqual(["unread"]);
    await readAlone();
    expect((await application(merchant)).needsAt).toEqual(failed.needsAt);
    await stage.control("/faults", "DELETE");
    await readAlone();
    expect((await application(merchant)).needs).toEqual([]);
  });

  it("that asks for a change, or waits for a second person, is in the queue since then", async () => {
    const merchant = await registered("Antre Ubah");
    await stage.approveAll(merchant);
    const { applicationId } = merchant;
    const input = { type: "BUSINESS_BANK" as const, reason: "Rekening lama ditutup" };
    const { changeId } = await askChange({ actor: merchant.actor, input });
    expect((await application(merchant)).needs).toEqual(["asks_change"]);
    const opinion = {
      applicationId,
      types: ["BUSINESS_BANK"],
      content: "x",
      askedBy: actor.userId,
      askedAt: inHours(-2),
    };
    await stage.db().insert(secondOpinions).values(opinion);
    await withdrawChange({ actor: merchant.actor, input: { changeId } });
    expect(await application(merchant)).toMatchObject({ needs: ["second"], needsAt: opinion.askedAt });
  });
});

describe("a merchant before DOKU", () => {
  it("is in the queue once its submission stops, since it stopped", async () => {
    const merchant = await readyApplication("Antre Henti");
    await fault("register", { kind: "status", status: 422, remaining: 1 });
    await sendApplication(await submitApplication({ actor: merchant }));
    const stopped = await findApplicationUnscoped(stage.db(), merchant.applicationId);
    expect(stopped).toMatchObject({ state: "attention", needs: ["stopped"] });
    const [standing] = await stage.rows<{ at: string }>(
      "select at from standing_changes where application_id = $1 and standing = 'attention'",
      [merchant.applicationId],
    );
    expect(stopped?.needsAt).toEqual(new Date(standing?.at ?? ""));
  });

  it("moves nowhere in the lists by typing", async () => {
    const merchant = await readyApplication("Antre Ketik");
    const before = await findApplicationUnscoped(stage.db(), merchant.applicationId);
    await saveDraft({ actor: merchant, input: { part: "profile", values: { name: "Antre Ketik Lagi" } } });
    const after = await findApplicationUnscoped(stage.db(), merchant.applicationId);
    expect(after).toMatchObject({ updatedAt: before?.updatedAt, caseVersion: before?.caseVersion });
    expect(after?.revision).toBeGreaterThan(before?.revision ?? 0);
  });
});
