/**
 * What Next's router in the browser says of the page that it shows, so that only what differs is sent. Next answers what it cannot
 * read there with 500, as if something of ours had broken. Our own server (scripts/serve) answers 400, upon which a browser of
 * another version loads the page whole.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";
import { log } from "./log";
import { doorHeaders } from "./security-headers";

function isReadable(state: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(state);
    return true;
  } catch {
    return false;
  }
}

/** Answers a request whose state of the router nobody can read. @returns whether it was one */
export function refuseUnreadableState(request: IncomingMessage, response: ServerResponse): boolean {
  if (isReadable(request.headers["next-router-state-tree"])) return false;
  log.info("page.unreadable");
  response.writeHead(400, { ...doorHeaders, "Content-Type": "text/plain; charset=utf-8" });
  response.end("This request came from another version of the portal. Load the page again.\n");
  return true;
}
