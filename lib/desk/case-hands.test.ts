import { expect, it } from "vitest";
import type { StaffActor } from "../domain/actor";
import { snoozeSchema, undoSnoozeSchema } from "../domain/case-deeds";
import { kybStage, type Merchant, refuse } from "../testing/kyb-stage";
import { addStaff } from "../testing/staff";
import { snoozeCases } from "./act-on-many";
import { assignCase, assignCases, undoAssign } from "./assign";
import { setAway } from "./away";
import { leastLoaded } from "./give-case";
import { snoozeCase, undoSnooze } from "./snooze";

const stage = kybStage();
const hourMs = 3_600_000;

async function refusedAddress(name: string): Promise<Merchant> {
  const merchant = await stage.registered(name);
  await stage.decide(merchant, refuse("BUSINESS_ADDRESS"));
  return merchant;
}
const holder = async (merchant: Merchant) => (await stage.application(merchant)).assigneeId;
const give = (actor: StaffActor, { applicationId }: Merchant, to: StaffActor | null, seen?: number) =>
  assignCase({
    actor,
    input: { applicationId, assigneeId: to?.userId ?? null, ...(seen === undefined ? {} : { seen }) },
  });
const deeds = async ({ applicationId }: Merchant, prefix: string) =>
  (
    await stage.rows<{ action: string }>(
      "select action from audit_log where application_id = $1 and action like $2 order by position",
      [applicationId, `${prefix}%`],
    )
  ).map(({ action }) => action);
const settings = (values: object) =>
  stage.rows(
    "insert into partner_settings (id, values) values (1, $1::jsonb) on conflict (id) do update set values = excluded.values",
    [JSON.stringify(values)],
  );

it("gives a case to one who can do something about it, and back again", async () => {
  const merchant = await refusedAddress("Toko Tangan");
  const [rani, budi, viewer] = [await addStaff(), await addStaff("Budi"), await addStaff("Vita", "viewer")];
  const { applicationId } = merchant;
  expect(await give(rani, merchant, rani)).toEqual({ previousId: null });
  expect(await give(budi, merchant, budi)).toEqual({ previousId: rani.userId });
  await expect(give(rani, merchant, viewer)).rejects.toMatchObject({ key: "cannotAssign" });

  const undo = { applicationId, givenId: budi.userId, previousId: rani.userId };
  await undoAssign({ actor: budi, input: undo });
  expect(await holder(merchant)).toBe(rani.userId);
  await expect(undoAssign({ actor: budi, input: undo })).rejects.toMatchObject({ key: "cannotUndo" });
  await give(rani, merchant, null);
  expect(await holder(merchant)).toBeNull();
  expect(await deeds(merchant, "case.")).toEqual([
    "case.assigned",
    "case.assigned",
    "case.assigned",
    "case.unassigned",
  ]);
});

it("puts those of a list to sleep that are as they were listed, and says that others were left out", async () => {
  const merchants = [await refusedAddress("Toko Lama"), await refusedAddress("Toko Baru")] as const;
  const [same, moved] = merchants;
  const actor = await addStaff();
  const cases = await Promise.all(
    merchants.map(async (merchant) => {
      const { id, caseVersion } = await stage.application(merchant);
      return { applicationId: id, seen: caseVersion };
    }),
  );
  await stage.decide(moved, refuse("BUSINESS_BANK"));
  const until = new Date(Date.now() + hourMs);
  const snoozed = async () =>
    await Promise.all(merchants.map(async (merchant) => (await stage.application(merchant)).snoozedUntil));
  const leftOut = { code: "conflict", key: "many.moved" };
  await expect(snoozeCases({ actor, input: { cases: cases.reverse(), until } })).rejects.toMatchObject(leftOut);
  expect(await snoozed()).toEqual([until, null]);
  const { caseVersion } = await stage.application(same);
  await snoozeCases({
    actor,
    input: { cases: [{ applicationId: same.applicationId, seen: caseVersion }], until: null },
  });
  expect(await snoozed()).toEqual([null, null]);
});

it("refuses the second of two who take the same case", async () => {
  const merchant = await refusedAddress("Toko Rebutan");
  const [rani, budi] = [await addStaff(), await addStaff("Budi")];
  const { caseVersion } = await stage.application(merchant);
  await give(rani, merchant, rani, caseVersion);
  await expect(give(budi, merchant, budi, caseVersion)).rejects.toMatchObject({ key: "decidedMeanwhile" });
  expect(await holder(merchant)).toBe(rani.userId);
});

it("gives many at once", async () => {
  const [one, other] = [await refusedAddress("Toko Satu"), await refusedAddress("Toko Lain")];
  const rani = await addStaff();
  await give(rani, one, rani);
  const applicationIds = [one.applicationId, other.applicationId];
  const { previous } = await assignCases({ actor: rani, input: { applicationIds, assigneeId: rani.userId } });
  expect(previous.map(({ assigneeId }) => assigneeId)).toEqual([rani.userId, null]);
  expect([await holder(one), await holder(other)]).toEqual([rani.userId, rani.userId]);
});

it("gives what comes into the queue to the one with the fewest who is here, where the partner wants that", async () => {
  await stage.rows("update users set disabled_at = now() where role = 'staff'");
  const [rani, budi] = [await addStaff(), await addStaff("Budi")];
  await addStaff("Vita", "viewer");
  expect(await holder(await refusedAddress("Toko Tanpa Otomatis"))).toBeNull();

  await settings({ autoAssign: true });
  // Of two with the same number it is the one who joined first, then the other.
  expect(await holder(await refusedAddress("Toko Pertama"))).toBe(rani.userId);
  expect(await holder(await refusedAddress("Toko Kedua"))).toBe(budi.userId);
  await setAway({ actor: rani, input: { away: true } });
  await setAway({ actor: rani, input: { away: true } });
  const third = await refusedAddress("Toko Ketiga");
  expect(await holder(third)).toBe(budi.userId);
  expect(await deeds(third, "case.")).toEqual(["case.assigned"]);
  await setAway({ actor: rani, input: { away: false } });
  expect(await stage.db().transaction((tx) => leastLoaded(tx))).toBe(rani.userId);
  const away = await stage.rows<{ action: string }>(
    "select action from audit_log where chain_id = $1 order by position",
    [rani.userId],
  );
  expect(away.map(({ action }) => action)).toEqual(["member.away", "member.back"]);

  await setAway({ actor: budi, input: { away: true } });
  await setAway({ actor: rani, input: { away: true } });
  expect(await holder(await refusedAddress("Toko Tanpa Orang"))).toBeNull();
  await settings({});
});

it("puts a case aside until a moment, and back", async () => {
  const merchant = await refusedAddress("Toko Ditunda");
  const rani = await addStaff();
  const { applicationId } = merchant;
  const until = new Date(Date.now() + 5 * hourMs);
  const queuedAt = async () => (await stage.application(merchant)).needsAt?.getTime();
  const before = await queuedAt();
  expect(await snoozeCase({ actor: rani, input: { applicationId, until } })).toEqual({ previous: null });
  expect(await queuedAt()).toBe(until.getTime());
  await undoSnooze({ actor: rani, input: { applicationId, until, previous: null } });
  expect(await queuedAt()).toBe(before);
  await expect(undoSnooze({ actor: rani, input: { applicationId, until, previous: null } })).rejects.toMatchObject({
    key: "cannotUndo",
  });

  await snoozeCase({ actor: rani, input: { applicationId, until } });
  // Something new wakes it, and then there is nothing left to undo.
  await stage.decide(merchant, refuse("BUSINESS_BANK"));
  expect((await stage.application(merchant)).snoozedUntil).toBeNull();
  await expect(undoSnooze({ actor: rani, input: { applicationId, until, previous: null } })).rejects.toMatchObject({
    key: "cannotUndo",
  });
  expect(await deeds(merchant, "case.")).toEqual(["case.snoozed", "case.woken", "case.snoozed"]);
});

it("takes a moment that is to come and not too far", () => {
  const applicationId = "00000000-0000-4000-8000-000000000000";
  const fault = (until: unknown) => snoozeSchema.safeParse({ applicationId, seen: 1, until }).error?.issues[0]?.message;
  const inHours = (hours: number) => new Date(Date.now() + hours * hourMs).toISOString();
  expect(fault(inHours(3))).toBeUndefined();
  expect(fault(null)).toBeUndefined();
  expect(fault(inHours(-1))).toBe("snooze.past");
  expect(fault("besok")).toBe("snooze.past");
  expect(fault(inHours(24 * 91))).toBe("snooze.far?days=90");
});

it("puts back no moment that nobody could have chosen, and one that has passed meanwhile", () => {
  const applicationId = "00000000-0000-4000-8000-000000000000";
  const inHours = (hours: number) => new Date(Date.now() + hours * hourMs).toISOString();
  const fault = (previous: unknown) =>
    undoSnoozeSchema.safeParse({ applicationId, until: inHours(3), previous }).error?.issues[0];
  for (const previous of [null, inHours(-3), inHours(24 * 89)]) expect(fault(previous)).toBeUndefined();
  for (const previous of [inHours(24 * 91), "9999-12-31T23:59:59Z"]) {
    expect(fault(previous)).toMatchObject({ path: ["previous"], message: "snooze.far?days=90" });
  }
});
