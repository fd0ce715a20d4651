/** GET: off to the provider. A link and no form, for a page of ours may post to itself alone. */
import { isAskedFromElsewhere, seeOther } from "@/lib/http";
import { errorKind, log } from "@/lib/log";
import { paths } from "@/lib/paths";
import { startSso } from "@/lib/sign-in/sso";
import { keepStartedSso } from "./sso-cookie";

export async function GET(request: Request): Promise<Response> {
  // Whoever is signed in at the provider would be signed in here too without having wished it.
  if (isAskedFromElsewhere(request)) return seeOther(paths.signIn);
  try {
    const { href, started } = await startSso();
    await keepStartedSso(started);
    return new Response(null, { status: 303, headers: { Location: href, "Cache-Control": "no-store" } });
  } catch (error) {
    log.warn("sign-in.sso-failed", { error: errorKind(error) });
    return seeOther(`${paths.signIn}?error=sso`);
  }
}
