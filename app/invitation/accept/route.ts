/** POST: the button on the invitation page. */
import { enter } from "@/app/sign-in/enter";
import { readOwnForm, requireOwnPage, seeOther } from "@/lib/http";
import { errorKind, log } from "@/lib/log";
import { paths } from "@/lib/paths";
import { acceptInvitation } from "@/lib/sign-in/accept-invitation";

export async function POST(request: Request): Promise<Response> {
  try {
    requireOwnPage(request);
    const { token = "" } = await readOwnForm(request);
    const accepted = await acceptInvitation({ input: { token } });
    return accepted
      ? await enter(accepted.userId, { link: accepted.link })
      : seeOther(paths.invitation(encodeURIComponent(token)));
  } catch (error) {
    log.warn("invitation.failed", { error: errorKind(error) });
    return seeOther(`${paths.signIn}?error=failed`);
  }
}
