/** POST: the button behind a mailed link, or the code. */
import { readOwnForm, requireOwnPage, seeOther } from "@/lib/http";
import { errorKind, log } from "@/lib/log";
import { paths } from "@/lib/paths";
import { codeOf, confirmCode, confirmLink } from "@/lib/sign-in/confirm-sign-in";
import { readAttempt } from "../attempt-cookie";
import { enter } from "../enter";

async function enterByLink(token: string): Promise<Response> {
  const confirmed = await confirmLink({ input: { token } });
  return confirmed ? await enter(confirmed.userId) : seeOther(paths.signInLink(encodeURIComponent(token)));
}

async function enterByCode(typed: string): Promise<Response> {
  const attemptId = await readAttempt();
  if (!attemptId) return seeOther(paths.signIn);
  const code = codeOf(typed);
  if (!code) return seeOther(`${paths.signInSent}?code=shape`);
  const outcome = await confirmCode({ input: { attemptId, code } });
  return outcome.kind === "in" ? await enter(outcome.userId) : seeOther(`${paths.signInSent}?code=${outcome.kind}`);
}

export async function POST(request: Request): Promise<Response> {
  try {
    requireOwnPage(request);
    const { token, code } = await readOwnForm(request);
    return token ? await enterByLink(token) : await enterByCode(code ?? "");
  } catch (error) {
    log.warn("sign-in.failed", { error: errorKind(error) });
    return seeOther(`${paths.signIn}?error=failed`);
  }
}
