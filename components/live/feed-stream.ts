/** One connection to a live address: the stream, and polling while the stream does not work. */
import { unattendedHeader } from "@/lib/domain/unattended";
import {
  type FeedMode,
  modeAfter,
  pollEveryMs,
  pollsPerReconnect,
  readPoll,
  readRevision,
  reconnectDelayMs,
  silentStreamMs,
} from "./feed-rules";

/** Called with every change of mode and with every revision that the server named. */
export type Tell = (mode: FeedMode, revision: number | null) => void;

/** The part of EventSource that is used. */
export type Source = { addEventListener: (type: string, listener: (event: Event) => void) => void; close: () => void };
export type Network = { openSource: (url: string) => Source; fetch: typeof fetch };

/** A stream also fails when its page is left; a page that asked then would say that its reader looks at it. */
const leavingMs = 500;

export type Stream = { stop: () => void; check: () => Promise<void> };

/** Connects and stays connected until stopped or signed out. `check` asks once, such as when a phone wakes up. */
export function openStream(url: string, tell: Tell, network: Network): Stream {
  let mode: FeedMode = "connecting";
  let failures = 0;
  let polls = 0;
  let etag: string | null = null;
  let source: Source | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  function say(next: FeedMode, revision: number | null) {
    if (ended) return;
    mode = next;
    if (next === "signed-out") stop();
    tell(next, revision);
  }

  function later(run: () => void, delayMs: number) {
    clearTimeout(timer);
    if (!ended) timer = setTimeout(run, delayMs);
  }

  async function check() {
    try {
      const headers = {
        Accept: "application/json",
        [unattendedHeader]: "1",
        ...(etag ? { "If-None-Match": etag } : {}),
      };
      const response = await network.fetch(url, { headers, cache: "no-store" });
      const meaning = readPoll(response.status);
      if (meaning === "signed-out") say("signed-out", null);
      if (meaning !== "changed") return;
      etag = response.headers.get("etag");
      say(mode, readRevision(await response.text()));
    } catch {
      // No network: the timers try again.
    }
  }

  async function poll() {
    await check();
    polls += 1;
    if (polls % pollsPerReconnect === 0) open();
    else later(poll, pollEveryMs);
  }

  function failed(which: Source) {
    if (which !== source || ended) return;
    source.close();
    source = undefined;
    clearTimeout(timer);
    failures += 1;
    say(modeAfter(failures), null);
    later(askThenRetry, leavingMs);
  }

  async function askThenRetry() {
    await check();
    if (modeAfter(failures) === "polling") later(poll, pollEveryMs);
    else later(open, reconnectDelayMs(failures));
  }

  function open() {
    if (ended) return;
    const opened = network.openSource(url);
    source = opened;
    later(() => failed(opened), silentStreamMs);
    opened.addEventListener("revision", (event) => {
      if (opened !== source) return;
      clearTimeout(timer);
      failures = 0;
      say("live", event instanceof MessageEvent ? readRevision(String(event.data)) : null);
    });
    opened.addEventListener("signed-out", () => say("signed-out", null));
    opened.addEventListener("error", () => failed(opened));
  }

  function stop() {
    ended = true;
    clearTimeout(timer);
    source?.close();
  }

  open();
  return { stop, check };
}
