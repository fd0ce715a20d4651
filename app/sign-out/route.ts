/** POST: ends the session of this browser. */
import { refuseCrossSite, respond, seeOther } from "@/lib/http";
import { paths } from "@/lib/paths";
import { endSession } from "@/lib/session";

export function POST(request: Request): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    await endSession();
    return seeOther(paths.home);
  });
}
