/** The cookie that ties a started sign-in to this browser: a code is worth something only beside it. */
import { cookies } from "next/headers";
import { z } from "zod";
import { ownCookie } from "@/lib/own-cookie";
import { paths } from "@/lib/paths";

const cookie = () => ownCookie("sambut-sign-in", paths.signIn);
/** Longer than the attempt lasts, so that an attempt that is over can be asked for again. */
const maxAgeSeconds = 3600;

export async function keepAttempt(attemptId: string): Promise<void> {
  (await cookies()).set({ ...cookie(), value: attemptId, maxAge: maxAgeSeconds });
}

/** The attempt's id, or null when there is none in this browser. */
export async function readAttempt(): Promise<string | null> {
  const parsed = z.uuid().safeParse((await cookies()).get(cookie().name)?.value);
  return parsed.success ? parsed.data : null;
}

export async function forgetAttempt(): Promise<void> {
  (await cookies()).delete(cookie());
}
