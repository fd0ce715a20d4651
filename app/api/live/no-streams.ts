import { env } from "@/lib/env";

/**
 * Where no process stays, a stream would keep a function running for each open page. 204 tells the browser that there is
 * none here, and the page asks for the revision every ten seconds instead (components/live/feed-stream). Null: go on.
 */
export function refuseStream(request: Request): Response | null {
  const isPoll = request.headers.get("accept")?.includes("application/json") ?? false;
  return env().WORKERS === "requests" && !isPoll ? new Response(null, { status: 204 }) : null;
}
