/** POST: ends the session of this browser. */
import { refuseCrossSite, respond, seeOther } from "@/lib/http";
import { paths } from "@/lib/paths";
import { endSession } from "@/lib/session";

export function POST(request: Request): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    await endSession();
    const response = seeOther(paths.home);
    // Whoever has the browser next finds nothing in it; what a page kept for itself goes too, whatever it was.
    response.headers.set("Clear-Site-Data", '"cache", "storage"');
    return response;
  });
}
