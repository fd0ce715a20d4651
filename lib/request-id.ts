/** One id for all that the log says about a request: the one of the proxy before us, so that both logs can be put together. */
import { randomUUID } from "node:crypto";

/** As proxies make them (nginx, Envoy, Vercel); anything else in that header is somebody's own text, and stays out of the log. */
const pattern = /^[\w:.-]{8,64}$/;

/** The id in X-Request-Id, or a new one. */
export function requestIdOf(head: { get(name: string): string | null }): string {
  const given = head.get("x-request-id") ?? "";
  return pattern.test(given) ? given : randomUUID();
}
