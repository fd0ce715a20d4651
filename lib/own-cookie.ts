import { env } from "./env";

/**
 * A cookie of ours, as Next sets it: scripts cannot read it, and other sites' pages send it along with nothing but a link. Over HTTPS it travels there alone,
 * and its prefix makes browsers refuse one that was set otherwise: `__Host-` for one of this host and every path, `__Secure-`
 * for one that is sent to some paths alone.
 */
export function ownCookie(name: string, path = "/") {
  const secure = env().APP_URL.startsWith("https://");
  const prefix = path === "/" ? "__Host-" : "__Secure-";
  return { name: secure ? `${prefix}${name}` : name, path, httpOnly: true, sameSite: "lax" as const, secure };
}
