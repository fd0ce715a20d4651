/** The cookie that ties a mailed code to this browser, as in app/sign-in/attempt-cookie. */
import { cookies } from "next/headers";
import { z } from "zod";
import { env } from "@/lib/env";
import { paths } from "@/lib/paths";
import { attemptLifeMs } from "@/lib/sign-in/start-attempt";

const name = "sambut-confirmation";

const options = () => ({
  path: paths.desk,
  httpOnly: true,
  sameSite: "lax" as const,
  secure: env().APP_URL.startsWith("https://"),
});

export async function keepConfirmation(attemptId: string): Promise<void> {
  (await cookies()).set(name, attemptId, { ...options(), maxAge: attemptLifeMs / 1000 });
}

/** The attempt's id, or null when no code was sent for this browser, or it is over. */
export async function readConfirmation(): Promise<string | null> {
  const parsed = z.uuid().safeParse((await cookies()).get(name)?.value);
  return parsed.success ? parsed.data : null;
}

export async function forgetConfirmation(): Promise<void> {
  (await cookies()).delete({ name, ...options() });
}
