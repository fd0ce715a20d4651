/** GET: back from the provider. Whatever is wrong, the answer is the same. */
import { env } from "@/lib/env";
import { seeOther } from "@/lib/http";
import { errorKind, log } from "@/lib/log";
import { paths } from "@/lib/paths";
import { finishSso } from "@/lib/sign-in/sso";
import { enter } from "../../enter";
import { takeStartedSso } from "../sso-cookie";

const refused = () => seeOther(`${paths.signIn}?error=sso`);

export async function GET(request: Request): Promise<Response> {
  try {
    const started = await takeStartedSso();
    if (!started) return refused();
    const answer = new URL(paths.ssoCallback, env().APP_URL);
    answer.search = new URL(request.url).search;
    const person = await finishSso(answer, started);
    return person ? await enter(person.userId, { isTrusted: person.isTrusted }) : refused();
  } catch (error) {
    log.warn("sign-in.sso-failed", { error: errorKind(error) });
    return refused();
  }
}
