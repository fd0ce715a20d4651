/** Four eyes when the merchant sends: what staff typed of a bank account waits for the merchant's own look. */
import type { Db } from "@/db/client";
import { listDrafts, type OwnApplication } from "@/db/queries/applications";
import type { MerchantActor, StaffActor } from "../domain/actor";
import { correctionOf } from "../domain/correction-plan";
import type { CallbackType } from "../domain/sections";
import { type Opened, readCorrection } from "./opened-sections";

/** Sections that need a second person when staff change them (a setting of the partner's). */
export const secondTypes: readonly CallbackType[] = ["BUSINESS_BANK"];

/** Who of the staff typed or uploaded what differs from DOKU's bank account now, and when; and the merchant's last time. */
async function staffHands(db: Db, application: OwnApplication, opened: Opened) {
  const input = await readCorrection(db, application.id, opened);
  const changes = correctionOf(input).find(({ type }) => secondTypes.includes(type))?.changes ?? [];
  const draft = (await listDrafts(db, application.id)).find(({ part }) => part === "bank");
  const isTyped = changes.some(({ kind }) => kind === "field");
  const uploaded = changes.flatMap((change) => (change.kind === "file" ? change.after : []));
  const hands = [
    ...(draft && isTyped ? [{ staffId: draft.byStaff, at: draft.updatedAt }] : []),
    ...input.files
      .filter(({ id }) => uploaded.includes(id))
      .map(({ byStaff, createdAt }) => ({ staffId: byStaff, at: createdAt })),
  ];
  return {
    hands: hands.flatMap(({ staffId, at }) => (staffId ? [{ staffId, at }] : [])),
    merchantAt: draft && !draft.byStaff ? draft.updatedAt : null,
  };
}

/**
 * The sections of `secondTypes` that staff changed after the merchant last typed or pressed Continue there: the
 * merchant's press does not send them. Nobody's account goes out because somebody else's button was pressed.
 */
export async function findHeld(db: Db, application: OwnApplication, opened: Opened): Promise<CallbackType[]> {
  const { hands, merchantAt } = await staffHands(db, application, opened);
  return hands.some(({ at }) => !merchantAt || at > merchantAt) ? [...secondTypes] : [];
}

/** Whether it is this person's own bank account that would be sent: typed or uploaded by them. */
export async function hasTypedAccount(
  db: Db,
  { application, opened }: { application: OwnApplication; opened: Opened },
  { userId }: Pick<StaffActor | MerchantActor, "userId">,
): Promise<boolean> {
  return (await staffHands(db, application, opened)).hands.some(({ staffId }) => staffId === userId);
}
