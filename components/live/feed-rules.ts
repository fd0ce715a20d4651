/** The rules of the live feed as plain functions: when to try again, when to poll, what is news, what tabs tell each other. */

/** `connecting` and `live` use the stream; `polling` asks every ten seconds; after `signed-out` nothing is tried. */
export const feedModes = ["connecting", "live", "polling", "signed-out"] as const;
export type FeedMode = (typeof feedModes)[number];

export const pollEveryMs = 10_000;
/** While polling, the stream is tried again once in so many polls. */
export const pollsPerReconnect = 6;
/** A stream tells its revision at once; one that says nothing for so long is held back by a proxy. */
export const silentStreamMs = 10_000;
export const refreshEveryMs = 1_000;

const failuresBeforePolling = 3;
const firstDelayMs = 1_000;

/** What a tab is in after its stream failed so many times in a row. */
export const modeAfter = (failures: number): FeedMode => (failures >= failuresBeforePolling ? "polling" : "connecting");

/** How long to wait before the next stream: doubled each time, with jitter so that a restart is not met by all at once. */
export function reconnectDelayMs(failures: number, random = Math.random()): number {
  return firstDelayMs * 2 ** Math.max(0, failures - 1) * (0.5 + random);
}

/** How long to wait so that refreshes stay a second apart. */
export function refreshDelayMs(lastRefreshAt: number, now: number): number {
  return Math.max(0, lastRefreshAt + refreshEveryMs - now);
}

/** The revision in a stream's event or a poll's answer, or null when it is neither. */
export function readRevision(text: string): number | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("revision" in value)) return null;
    return typeof value.revision === "number" ? value.revision : null;
  } catch {
    return null;
  }
}

/** What a poll's status means; doors that are closed to this reader do not open by asking again. */
export function readPoll(status: number): "changed" | "unchanged" | "signed-out" | "failed" {
  if (status === 200) return "changed";
  if (status === 304) return "unchanged";
  return status === 401 || status === 403 || status === 404 ? "signed-out" : "failed";
}

/** Between tabs: a new one asks, the one that holds the stream tells. */
export type TabMessage = { kind: "ask" } | { kind: "tell"; mode: FeedMode; revision: number | null };

/** A message from another tab, which may run an older version of this page. */
export function readTabMessage(data: unknown): TabMessage | null {
  if (typeof data !== "object" || data === null || !("kind" in data)) return null;
  if (data.kind === "ask") return { kind: "ask" };
  if (data.kind !== "tell" || !("mode" in data) || !("revision" in data)) return null;
  const mode = feedModes.find((known) => known === data.mode);
  const { revision } = data;
  if (!mode || !(revision === null || typeof revision === "number")) return null;
  return { kind: "tell", mode, revision };
}
