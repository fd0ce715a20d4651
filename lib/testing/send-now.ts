/** For tests: sends without waiting for the planned time, and without leaving DOKU alone for longer. */
import { database } from "@/db/client";
import { dokuBreakers } from "@/db/schema";
import { forgetKnownBreakers } from "../doku-breaker";
import { sendApplication } from "../onboarding/send-application";

const whenever = new Date(8_000_000_000_000);

/** A pause of DOKU's is over: the next call tries. */
export async function endPauses(): Promise<void> {
  const { db } = await database();
  await db.update(dokuBreakers).set({ nextTryAt: new Date(Date.now() - 1_000) });
  forgetKnownBreakers();
}

/** DOKU is well again, and everybody knows. */
export async function forgetPauses(): Promise<void> {
  const { db } = await database();
  await db.delete(dokuBreakers);
  forgetKnownBreakers();
}

export async function sendNow(press: { submissionId: string }): Promise<void> {
  await endPauses();
  await sendApplication(press, { dueBy: whenever });
}
