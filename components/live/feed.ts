/**
 * The live feed of one tab. Of all tabs on the same address one holds a lock and with it the only stream; it tells the
 * others, and when it closes the next one takes over. Where a browser lacks locks or channels each tab has its own.
 */
import { type FeedMode, readTabMessage, type TabMessage } from "./feed-rules";
import { type Network, openStream, type Stream, type Tell } from "./feed-stream";

export type Tabs = { locks: Pick<LockManager, "request">; openChannel: (name: string) => BroadcastChannel };

/** How long the tab that hears of the session's end holds the lock: the others must hear it before one takes over. */
const farewellMs = 200;

export type Feed = { stop: () => void; check: () => void };

const tabsOfBrowser = (): Tabs | null =>
  "locks" in navigator && "BroadcastChannel" in globalThis
    ? { locks: navigator.locks, openChannel: (name) => new BroadcastChannel(name) }
    : null;

const networkOfBrowser = (): Network => ({
  openSource: (url) => new EventSource(url),
  fetch: (...call) => fetch(...call),
});

function sharedFeed(url: string, tell: Tell, network: Network, { locks, openChannel }: Tabs): Feed {
  const name = `sambut-live-${url}`;
  const channel = openChannel(name);
  const waiting = new AbortController();
  let stream: Stream | undefined;
  let release: (() => void) | undefined;
  let latest: { mode: FeedMode; revision: number | null } = { mode: "connecting", revision: null };
  let stopped = false;

  const post = (message: TabMessage) => stopped || channel.postMessage(message);

  function stop(holdMs = 0) {
    stopped = true;
    waiting.abort();
    stream?.stop();
    channel.onmessage = null;
    // Closing in the same breath could lose the last words to the other tabs.
    setTimeout(() => {
      channel.close();
      release?.();
    }, holdMs);
  }

  function hear(mode: FeedMode, revision: number | null) {
    latest = { mode, revision: revision ?? latest.revision };
    tell(mode, revision);
    if (mode === "signed-out") stop(farewellMs);
  }

  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = readTabMessage(data);
    if (message?.kind === "tell" && !stream) hear(message.mode, message.revision);
    if (message?.kind === "ask" && stream) {
      post({ kind: "tell", ...latest });
      void stream.check();
    }
  };

  locks
    .request(name, { signal: waiting.signal }, async () => {
      if (stopped) return;
      await new Promise<void>((resolve) => {
        release = resolve;
        stream = openStream(
          url,
          (mode, revision) => {
            post({ kind: "tell", mode, revision });
            hear(mode, revision);
          },
          network,
        );
      });
    })
    // Stopped while waiting for the lock: nothing was opened.
    .catch(() => {});
  post({ kind: "ask" });

  return { stop: () => stop(), check: () => (stream ? void stream.check() : void post({ kind: "ask" })) };
}

/** Opens the feed of `url`; `tell` hears of modes and revisions until `stop`. */
export function openFeed(
  url: string,
  tell: Tell,
  network: Network = networkOfBrowser(),
  tabs: Tabs | null = tabsOfBrowser(),
): Feed {
  if (tabs) return sharedFeed(url, tell, network, tabs);
  const stream = openStream(url, tell, network);
  return { stop: stream.stop, check: () => void stream.check() };
}
