/** GET: whether this process should be sent requests; `?for=callbacks` leaves the storage out, which callbacks do not need. */
import { readReadiness } from "@/lib/health/ready";
import { json } from "@/lib/http";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  const isForCallbacks = new URL(request.url).searchParams.get("for") === "callbacks";
  const readiness = await readReadiness(isForCallbacks ? "callbacks" : undefined);
  return json(readiness, readiness.ready ? 200 : 503);
}
