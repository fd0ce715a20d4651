/**
 * What Next cannot read of a request it answers with 500, as if something of ours had broken. Our own server (scripts/serve) looks
 * first: somebody with a damaged address reads the usual page, and who sends what no browser sends is answered 400.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";
import { log } from "./log";
import { doorHeaders } from "./security-headers";

function reads(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

/** Next's own page for its own failure: whoever asks for it by name would be told of one. */
const failurePage = "/_global-error";

/** Makes an address that nobody can decode one that leads nowhere, so that the page in its place says so in the person's language. */
export function mendAddress(request: IncomingMessage): void {
  const [path = "", ...rest] = (request.url ?? "").split("?");
  const query = rest.length > 0 ? `?${rest.join("?")}` : "";
  if (path === failurePage) request.url = `/_not-found${query}`;
  else if (!reads(() => decodeURIComponent(path))) request.url = `${path.replaceAll("%", "%25")}${query}`;
}

/** `*` is no address of ours, and what the router in a browser says of the page that it shows may be of another version, or garbled. */
function isReadable({ url = "", headers }: IncomingMessage): boolean {
  return url !== "*" && reads(() => parseAndValidateFlightRouterState(headers["next-router-state-tree"]));
}

/** Answers a request that nobody can read; a browser of another version loads the page whole then. @returns whether it was one */
export function refuseUnreadable(request: IncomingMessage, response: ServerResponse): boolean {
  if (isReadable(request)) return false;
  log.info("request.unreadable");
  response.writeHead(400, { ...doorHeaders, "Content-Type": "text/plain; charset=utf-8" });
  response.end("This request cannot be read. It may come from another version of the portal: load the page again.\n");
  return true;
}
