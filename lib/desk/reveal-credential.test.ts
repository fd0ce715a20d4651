import { expect, it, vi } from "vitest";
import { insertSession } from "@/db/queries/sessions";
import { findPersonByEmailIndex, insertPerson } from "@/db/queries/users";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import { askConfirmation, giveConfirmation } from "../sign-in/confirm-again";
import { sendSignInMail } from "../sign-in/send-sign-in-mail";
import { kybStage, type Merchant } from "../testing/kyb-stage";
import { revealCredential } from "./reveal-credential";
import { noteFileSeen, noteFormOpened, noteReveal } from "./reveal-numbers";

const stage = kybStage();

let count = 0;
async function admin() {
  count += 1;
  const email = `admin${count}@partner.test`;
  const userId = await insertPerson(stage.db(), { role: "staff", email, emailIndex: emailIndex(email), name: "Rani" });
  const tokenHash = hashToken(newToken());
  await insertSession(stage.db(), { tokenHash, userId, expiresAt: new Date(Date.now() + 3_600_000) });
  const [session] = await stage.rows<{ id: string }>("select id from sessions where token_hash = $1", [tokenHash]);
  const actor: StaffActor = { kind: "staff", userId };
  return { actor, email, sessionId: session?.id ?? "" };
}
type Admin = Awaited<ReturnType<typeof admin>>;

/** Asks for a code and reads it from the mail. */
async function mailedCode({ actor, email }: Pick<Admin, "actor" | "email">) {
  const { attemptId } = await askConfirmation({ actor });
  await sendSignInMail({ attemptId });
  const { text } = await stage.control<{ text: string }>(`/wait/mail?to=${encodeURIComponent(email)}&timeoutMs=10000`);
  return { attemptId, code: /\b(\d{3} \d{3})\b/.exec(text)?.[1] ?? "" };
}
async function confirm(one: Admin) {
  const { attemptId, code } = await mailedCode(one);
  await giveConfirmation({ actor: one.actor, sessionId: one.sessionId, input: { attemptId, code } });
}
const key = ({ actor, sessionId }: Admin, { applicationId }: Merchant) =>
  revealCredential({ actor, sessionId, input: { applicationId, part: "sharedKey", way: "revealed" } });
const deeds = async (action: string) =>
  await stage.rows<{ actor_id: string; detail: object }>(
    "select actor_id, detail from audit_log where action = $1 order by at",
    [action],
  );

it("gives the credential to whoever has just proved again who they are, and writes it down each time", async () => {
  const merchant = await stage.registered("Toko Kunci");
  const rani = await admin();
  await expect(key(rani, merchant)).rejects.toMatchObject({ code: "refused", key: "confirmAgain" });
  await confirm(rani);
  const value = await key(rani, merchant);
  expect(value).toMatch(/^SK-/);
  const input = { applicationId: merchant.applicationId, part: "brandId", way: "copied" } as const;
  const brandId = await revealCredential({ actor: rani.actor, sessionId: rani.sessionId, input });
  expect(brandId).toBe((await stage.application(merchant)).dokuBrandId);
  expect(await deeds("credential.revealed")).toEqual([{ actor_id: rani.actor.userId, detail: { part: "sharedKey" } }]);
  expect(await deeds("credential.copied")).toEqual([{ actor_id: rani.actor.userId, detail: { part: "brandId" } }]);
  expect(await deeds("session.confirmed")).toEqual([
    { actor_id: rani.actor.userId, detail: { sessionId: rani.sessionId } },
  ]);
});

it("takes no proof that is old, of another session, or of another person", async () => {
  const merchant = await stage.registered("Toko Bukti");
  const [rani, budi] = [await admin(), await admin()];
  await confirm(rani);
  const stale = new Date(Date.now() - 11 * 60_000);
  await stage.rows("update sessions set confirmed_at = $1 where id = $2", [stale, rani.sessionId]);
  await expect(key(rani, merchant)).rejects.toMatchObject({ key: "confirmAgain" });

  await stage.rows("update sessions set confirmed_at = now() where id = $1", [budi.sessionId]);
  await expect(key({ ...rani, sessionId: budi.sessionId }, merchant)).rejects.toMatchObject({ key: "confirmAgain" });

  // Somebody with rani's browser and a mailbox of their own.
  const { attemptId, code } = await mailedCode(budi);
  const { actor, sessionId } = rani;
  const give = (given: string) => giveConfirmation({ actor, sessionId, input: { attemptId, code: given } });
  await expect(give("12")).rejects.toMatchObject({ key: "code.shape" });
  await expect(give(code)).rejects.toMatchObject({ key: "code.wrong" });
  await expect(key(rani, merchant)).rejects.toMatchObject({ key: "confirmAgain" });
});

it("ends a guessing at the code after a few tries", async () => {
  const rani = await admin();
  const { attemptId, code } = await mailedCode(rani);
  const wrong = code === "000 000" ? "000001" : "000000";
  const give = (given: string) =>
    giveConfirmation({ actor: rani.actor, sessionId: rani.sessionId, input: { attemptId, code: given } });
  for (let guess = 0; guess < 5; guess += 1) await expect(give(wrong)).rejects.toMatchObject({ key: "code.wrong" });
  await expect(give(code)).rejects.toMatchObject({ key: "code.over" });
  expect(await findPersonByEmailIndex(stage.db(), emailIndex(rani.email))).not.toBeNull();
});

it("writes down each reveal of numbers, and one row for a file or a form that is looked at again and again", async () => {
  const { applicationId } = await stage.registered("Toko Dilihat");
  const { actor } = await admin();
  const rows = async (action: string) => (await deeds(action)).filter(({ actor_id }) => actor_id === actor.userId);
  const what = "answers/bank/accountNumber";
  for (let time = 0; time < 2; time += 1) {
    await noteReveal({ actor, input: { applicationId, what } });
    await noteFormOpened({ actor, input: { applicationId, what: "correct/bank" } });
    await noteFileSeen({ actor, input: { applicationId, fileId: "f-1", slot: "s" } });
  }
  await noteFileSeen({ actor, input: { applicationId, fileId: "f-2", slot: "s" } });
  expect((await rows("numbers.revealed")).map(({ detail }) => detail)).toEqual([
    { what },
    { what: "correct/bank" },
    { what },
  ]);
  expect(await rows("file.seen")).toHaveLength(2);
  const later = Date.now() + 11 * 60_000;
  vi.useFakeTimers({ now: later, toFake: ["Date"] });
  await noteFileSeen({ actor, input: { applicationId, fileId: "f-1", slot: "s" } });
  vi.useRealTimers();
  expect(await rows("file.seen")).toHaveLength(3);
  await expect(noteReveal({ actor, input: { applicationId: crypto.randomUUID(), what } })).rejects.toMatchObject({
    code: "not_found",
  });
});
