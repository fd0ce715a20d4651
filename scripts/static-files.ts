/** The files of the build that never change under their name, as they were compressed when it was made. */
import type { IncomingMessage, ServerResponse } from "node:http";
import sirv from "sirv";
import { securityHeaders, workerPolicy } from "../lib/security-headers";

const prefix = "/_next/static";
const oneYearSeconds = 365 * 24 * 60 * 60;

/** Whether it took the request; what it does not know goes on to Next. */
export type StaticTaker = (request: IncomingMessage, response: ServerResponse) => boolean;

/** @param folder the build's `.next/static`, read once */
export function staticTaker(folder: string): StaticTaker {
  const serve = sirv(folder, {
    brotli: true,
    gzip: true,
    immutable: true,
    maxAge: oneYearSeconds,
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
      response.setHeader("Content-Security-Policy", workerPolicy);
    },
  });
  return (request, response) => {
    const { url = "" } = request;
    const isAsked = request.method === "GET" || request.method === "HEAD";
    if (!isAsked || !url.startsWith(`${prefix}/`)) return false;
    let isTaken = true;
    request.url = url.slice(prefix.length);
    serve(request, response, () => {
      isTaken = false;
    });
    request.url = url;
    return isTaken;
  };
}
