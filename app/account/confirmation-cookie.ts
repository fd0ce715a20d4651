/** The cookie that ties a mailed code to this browser, as in app/sign-in/attempt-cookie. */
import { cookies } from "next/headers";
import { z } from "zod";
import { ownCookie } from "@/lib/own-cookie";
import { attemptLifeMs } from "@/lib/sign-in/start-attempt";

const cookie = () => ownCookie("sambut-confirmation");

export async function keepConfirmation(attemptId: string): Promise<void> {
  (await cookies()).set({ ...cookie(), value: attemptId, maxAge: attemptLifeMs / 1000 });
}

/** The attempt's id, or null when no code was sent for this browser, or it is over. */
export async function readConfirmation(): Promise<string | null> {
  const parsed = z.uuid().safeParse((await cookies()).get(cookie().name)?.value);
  return parsed.success ? parsed.data : null;
}

export async function forgetConfirmation(): Promise<void> {
  (await cookies()).delete(cookie());
}
