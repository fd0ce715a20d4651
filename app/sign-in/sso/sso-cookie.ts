/** What a browser that went to the provider of single sign-on must bring back, sealed. */
import { cookies } from "next/headers";
import { seal, unseal } from "@/lib/crypto/seal";
import { ownCookie } from "@/lib/own-cookie";
import { paths } from "@/lib/paths";
import { type StartedSso, startedSsoSchema } from "@/lib/sign-in/sso";

const cookie = () => ownCookie("sambut-sso", paths.sso);
const context = "cookie.sso";
const maxAgeSeconds = 600;

export async function keepStartedSso(started: StartedSso): Promise<void> {
  (await cookies()).set({ ...cookie(), value: seal(JSON.stringify(started), context), maxAge: maxAgeSeconds });
}

/** Takes it, once; null when there is none, or it is not ours. */
export async function takeStartedSso(): Promise<StartedSso | null> {
  const jar = await cookies();
  const sealed = jar.get(cookie().name)?.value;
  jar.delete(cookie());
  if (!sealed) return null;
  try {
    return startedSsoSchema.parse(JSON.parse(unseal(sealed, context)));
  } catch {
    return null;
  }
}
