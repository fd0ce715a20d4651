/** Keeps other web pages out: the desk has no sign-in, so a browser may change things only from the desk itself. */
import { createMiddleware } from "hono/factory";

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;

/**
 * Refuses changes that a browser sends from another site, and names that were made to point here (DNS rebinding).
 * Programs send neither Origin nor Sec-Fetch-Site and pass.
 * @param host what the sandbox listens on; any name is taken unless that is the loopback
 */
export function sameSiteOnly(host: string) {
  const local = loopback.test(host);
  return createMiddleware(async (c, next) => {
    const named = c.req.header("host") ?? "";
    if (local && !loopback.test(named)) return c.json({ message: "This sandbox answers on localhost only" }, 421);
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    const site = c.req.header("sec-fetch-site");
    const origin = c.req.header("origin");
    const foreign = site
      ? site !== "same-origin" && site !== "none"
      : Boolean(origin) && !origin?.endsWith(`//${named}`);
    // Node's fetch says `Sec-Fetch-Mode: cors` and no site; only browsers name a site.
    if (foreign) return c.json({ message: "Changes are taken from the sandbox's own pages only" }, 403);
    return next();
  });
}
