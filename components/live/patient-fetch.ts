/**
 * A page that is rendered anew while the portal restarts must stay as it is: the router would hand it over to the browser, which shows
 * its own error and comes back from that by itself no more.
 */

import { attentiveFetch, watchPresence } from "./presence";

/** A restart takes seconds; after this long the router may do what it does. */
const patienceMs = 60_000;
const pauseMs = 1_000;

const isAway = (status: number) => status === 502 || status === 503 || status === 504;

/** The whole answer or none: one that breaks off in the middle counts as not given. */
async function wholeAnswer(answer: Response): Promise<Response> {
  const body = await answer.arrayBuffer();
  const { status, statusText, headers, url, redirected } = answer;
  const whole = new Response(body, { status, statusText, headers });
  // The router looks at both, and a response that is made has neither.
  return Object.defineProperties(whole, { url: { value: url }, redirected: { value: redirected } });
}

/**
 * `fetch` that asks again where the router asks for the page that is open.
 * @param isOpenPage whether a path is that of the open page
 */
export function patientFetch(
  fetchOnce: typeof fetch,
  isOpenPage: (path: string) => boolean,
  { patience = patienceMs, pause = pauseMs } = {},
): typeof fetch {
  const isRefresh = (input: RequestInfo | URL, init?: RequestInit) =>
    (init?.method ?? "GET") === "GET" &&
    new Headers(init?.headers).has("RSC") &&
    !(input instanceof Request) &&
    isOpenPage(new URL(input, location.href).pathname);

  return async (input, init) => {
    if (!isRefresh(input, init)) return await fetchOnce(input, init);
    const until = Date.now() + patience;
    for (;;) {
      const isLast = Date.now() + pause >= until;
      try {
        const answer = await fetchOnce(input, init);
        if (isLast || !isAway(answer.status)) return await wholeAnswer(answer);
      } catch (error) {
        if (isLast || init?.signal?.aborted) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
}

/** From now on for this page. @returns what ends it */
export function startPatience(): () => void {
  const before = window.fetch;
  const { isPresent, stop } = watchPresence();
  const own = patientFetch(attentiveFetch(before.bind(window), isPresent), (path) => path === location.pathname);
  window.fetch = own;
  return () => {
    stop();
    if (window.fetch === own) window.fetch = before;
  };
}
