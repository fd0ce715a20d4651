/** The cookie that ties a started sign-in to this browser: a code is worth something only beside it. */
import { cookies } from "next/headers";
import { z } from "zod";
import { env } from "@/lib/env";
import { paths } from "@/lib/paths";

const name = "sambut-sign-in";
/** Longer than the attempt lasts, so that an attempt that is over can be asked for again. */
const maxAgeSeconds = 3600;

const options = () => ({
  path: paths.signIn,
  httpOnly: true,
  sameSite: "lax" as const,
  secure: env().APP_URL.startsWith("https://"),
});

export async function keepAttempt(attemptId: string): Promise<void> {
  (await cookies()).set(name, attemptId, { ...options(), maxAge: maxAgeSeconds });
}

/** The attempt's id, or null when there is none in this browser. */
export async function readAttempt(): Promise<string | null> {
  const parsed = z.uuid().safeParse((await cookies()).get(name)?.value);
  return parsed.success ? parsed.data : null;
}

export async function forgetAttempt(): Promise<void> {
  (await cookies()).delete({ name, ...options() });
}
