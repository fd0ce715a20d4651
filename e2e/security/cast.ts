/** Everybody who knocks: a merchant in every state that matters, every role of the staff, and those who are shut out. */
import { randomInt } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { listFiles } from "@/db/queries/files";
import { inviteMerchant } from "@/lib/desk/invite-merchant";
import { revokeInvitation } from "@/lib/desk/revoke-invitation";
import type { MerchantActor, StaffActor } from "@/lib/domain/actor";
import { type StaffRole, staffRoles } from "@/lib/domain/permissions";
import { readBusiness } from "@/lib/kyb/read-business";
import { type Owner, readyApplication } from "@/lib/onboarding/ready-application.fixture";
import { submitApplication } from "@/lib/onboarding/submit-application";
import { disableMember } from "@/lib/team/disable-member";
import { sendNow } from "@/lib/testing/send-now";
import { addStaff } from "@/lib/testing/staff";
import { type SandboxControl, sandboxControl } from "../control";
import { signedIn } from "../faults/people";
import type { Stage } from "./stage";
import type { MerchantState, Visitor } from "./visitors";

/** Somebody with a cookie, and what is theirs; a member of staff has no marks. */
export type Person = Visitor & { cookie: string; userId: string };
export type Merchant = Person & {
  kind: "merchant";
  actor: MerchantActor;
  applicationId: string;
  /** The newest file of the identity card, and of the bank account. */
  files: { identity: string | null; bank: string | null };
  /** DOKU's, where it is registered. */
  businessId: string | null;
  /** What stands nowhere but in this merchant's data. */
  marks: string[];
};
export type Member = Person & { kind: "staff"; role: StaffRole; actor: StaffActor };

export type Cast = {
  merchants: Record<MerchantState, Merchant>;
  /** Another one, for "somebody else's". */
  other: Merchant;
  staff: Record<StaffRole, Member>;
  /** Nobody at all, an ended session, a disabled member and a merchant whose invitation was taken back. */
  shutOut: Person[];
  /** Makes a further merchant. */
  merchant: (state: MerchantState, name: string) => Promise<Merchant>;
  control: SandboxControl;
};

const digits = (count: number) => Array.from({ length: count }, () => randomInt(1, 10)).join("");
const letters = (count: number) =>
  Array.from({ length: count }, () => String.fromCharCode(97 + randomInt(26))).join("");

function inventedOwner(): Owner {
  const name = `Wulan ${letters(8)}`;
  const email = `${letters(10)}@merchant.test`;
  return { name, email, nik: `317401570890${digits(4)}`, account: `88${digits(10)}` };
}

/** DOKU's word on a business, and ours after having read it. */
async function decide(control: SandboxControl, merchant: Merchant, state: MerchantState): Promise<void> {
  const id = merchant.businessId ?? "";
  if (state === "refused") {
    const notes = [{ code: "OTHER", field: "account_number", message: "Nomor tidak cocok" }];
    await control.setStatus(id, { type: "BUSINESS_BANK", status: "REJECTED", notes });
  }
  if (state === "live" || state === "suspended") await control.approve(id);
  if (state === "suspended") await control.suspend(id);
  await readBusiness({ applicationId: merchant.applicationId });
}

/** DOKU's callbacks about these have been answered: what comes later would change rows in the middle of a test. */
async function untilToldOf(
  control: SandboxControl,
  { database }: Stage,
  merchants: readonly Merchant[],
): Promise<void> {
  const until = async (what: string, isSo: () => Promise<boolean>) => {
    for (let tries = 0; !(await isSo()); tries += 1) {
      if (tries === 300) throw new Error(`In 30 s it did not happen: ${what}.`);
      await setTimeout(100);
    }
  };
  for (const { businessId, title } of merchants) {
    if (!businessId) continue;
    const isTold = async () => (await control.deliveries(businessId)).every(({ state }) => state !== "pending");
    await until(`DOKU told all about the ${title}`, isTold);
  }
  await until("each callback was read", async () => {
    const { rows } = await database.executeSql("select 1 from webhook_events where outcome = 'received' limit 1", []);
    return rows.length === 0;
  });
}

/** Invited, and signed in by the invitation's link; nothing typed yet. */
async function invited(stage: Stage, by: StaffActor, name: string, owner: Owner) {
  const { database } = stage;
  const input = { ...owner, businessName: name, phone: "0812-3456-7890", locale: "id" as const };
  const { applicationId } = await inviteMerchant({ actor: by, input });
  const application = await findApplicationUnscoped(database.db, applicationId);
  return { applicationId, userId: application?.ownerId ?? "" };
}

function makeMerchants(stage: Stage, by: StaffActor, control: SandboxControl) {
  const { db } = stage.database;
  return async (state: MerchantState, words: string): Promise<Merchant> => {
    const owner = inventedOwner();
    const name = `${words} ${letters(8)}`;
    const { applicationId, userId } =
      state === "invited" ? await invited(stage, by, name, owner) : await readyApplication(name, { owner });
    const actor: MerchantActor = { kind: "merchant", userId, applicationId };
    const isSent = state !== "invited" && state !== "draft";
    const sent = isSent ? await submitApplication({ actor }) : null;
    if (sent && state !== "submitting") await sendNow(sent);
    const stored = await listFiles(db, applicationId);
    const fileOf = (slot: string) => stored.find(({ slotId }) => slotId === slot)?.id ?? null;
    const files = { identity: fileOf("contact.primary.DOCUMENT.KTP"), bank: fileOf("bank_account.BANK_ACCOUNT") };
    const businessId = (await findApplicationUnscoped(db, applicationId))?.dokuBusinessId ?? null;
    const marks = [name, owner.name, owner.email, owner.nik, owner.account];
    const cookie = await signedIn(stage.database, userId);
    const whose = { cookie, userId, actor, applicationId, files, businessId, marks };
    const merchant: Merchant = { title: `merchant, ${state}`, kind: "merchant", state, ...whose };
    if (businessId) await decide(control, merchant, state);
    return merchant;
  };
}

async function makeShutOut(stage: Stage, admin: StaffActor): Promise<Person[]> {
  const { database } = stage;
  const disabled = await addStaff("Yuni", "admin");
  await disableMember({ actor: admin, input: { memberId: disabled.userId } });
  const left = await addStaff("Tono", "admin");
  const ended = await signedIn(database, left.userId);
  await database.executeSql("delete from sessions where user_id = $1", [left.userId]);
  const gone = await invited(stage, admin, "Toko Dicabut", inventedOwner());
  await revokeInvitation({ actor: admin, input: { applicationId: gone.applicationId } });
  const shutOut = (title: string, cookie: string, userId: string): Person => ({
    title,
    kind: "nobody",
    cookie,
    userId,
  });
  // A cookie that was copied before: its session stands in the database again.
  return [
    shutOut("nobody", "", ""),
    shutOut("ended session", ended, left.userId),
    shutOut("disabled member", await signedIn(database, disabled.userId), disabled.userId),
    shutOut("revoked merchant", await signedIn(database, gone.userId), gone.userId),
  ];
}

/** Takes a few seconds: everything goes through the verbs. */
export async function gatherCast(stage: Stage): Promise<Cast> {
  const members = await Promise.all(
    staffRoles.map(async (role): Promise<Member> => {
      const actor = await addStaff(`Rani ${role}`, role);
      const cookie = await signedIn(stage.database, actor.userId);
      return { title: role, kind: "staff", role, actor, userId: actor.userId, cookie };
    }),
  );
  const staff = Object.fromEntries(members.map((member) => [member.role, member])) as Cast["staff"];
  const control = sandboxControl(stage.sandboxUrl);
  const admin = staff.admin.actor;
  const merchant = makeMerchants(stage, admin, control);
  const merchants = {
    invited: await merchant("invited", "Toko Baru"),
    draft: await merchant("draft", "Toko Isian"),
    submitting: await merchant("submitting", "Toko Kirim"),
    review: await merchant("review", "Toko Periksa"),
    refused: await merchant("refused", "Toko Tolak"),
    live: await merchant("live", "Toko Aktif"),
    suspended: await merchant("suspended", "Toko Henti"),
  };
  const other = await merchant("review", "Toko Sebelah");
  await untilToldOf(control, stage, [...Object.values(merchants), other]);
  return { merchants, other, staff, shutOut: await makeShutOut(stage, admin), merchant, control };
}
