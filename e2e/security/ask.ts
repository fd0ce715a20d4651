/** Knocking as a visitor over plain HTTP, and what the answer comes to. */
import type { Answer } from "./access";

export type Ask = { path: string; init?: RequestInit };
export type Heard = { status: number; headers: Headers; text: string };

const timeoutMs = 30_000;

/** Where Next sends who asks for a part of a page without the number that it makes of the headers; null for any other answer. */
function partsAddress({ status, headers }: Response): string | null {
  const location = headers.get("location") ?? "";
  return status === 307 && /[?&]_rsc=/.test(location) ? location : null;
}

/** Follows a redirect only to the same part of a page. A stream is closed once it has begun. */
export async function knock(url: string, cookie: string, { path, init = {} }: Ask): Promise<Heard> {
  const headers = { ...(cookie ? { Cookie: cookie } : {}), ...(init.headers as Record<string, string>) };
  const signal = AbortSignal.timeout(timeoutMs);
  const ask = (address: string) => fetch(new URL(address, url), { ...init, headers, signal, redirect: "manual" });
  const first = await ask(`${url}${path}`);
  const part = partsAddress(first);
  if (part) await first.body?.cancel();
  const response = part ? await ask(part) : first;
  const isStream = response.headers.get("content-type")?.includes("event-stream");
  if (isStream) await response.body?.cancel();
  const text = isStream ? "" : Buffer.from(await response.arrayBuffer()).toString("latin1");
  return { status: response.status, headers: response.headers, text };
}

type Said = Answer | `status ${number}`;

const pathOf = (location: string): Answer => `→ ${new URL(location, "http://portal.test").pathname}`;

export function pageAnswer({ status, headers, text }: Heard): Said {
  const location = headers.get("location");
  if (location) return pathOf(location);
  // A page that streams redirects in its text, and says there that it is not found.
  const redirect = /NEXT_REDIRECT;\w+;([^;]+);/.exec(text)?.[1];
  if (redirect) return pathOf(redirect);
  if (status === 404 || text.includes("NEXT_HTTP_ERROR_FALLBACK;404")) return "404";
  return status === 200 ? "open" : `status ${status}`;
}

export function routeAnswer({ status }: Heard): Said {
  if (status === 401 || status === 403 || status === 404 || status === 409) return `${status}`;
  return status < 500 ? "reached" : `status ${status}`;
}

export function actionAnswer({ status, text }: Heard): Said {
  const said = /"error":"(signedOut|notAllowed)"/.exec(text)?.[1];
  if (said === "signedOut" || said === "notAllowed") return said;
  return status < 400 ? "reached" : `status ${status}`;
}

/** Does all of it, `atOnce` at a time. */
export async function inParallel<T>(items: readonly T[], atOnce: number, run: (item: T) => Promise<void>) {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await run(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
