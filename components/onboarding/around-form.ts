/** What happens around answers that stay open on a page: other tabs keep something, the page is left, the network comes back. */

/** Tells the browser's other tabs that something was kept; what it was they ask the server. */
const channelName = "sambut-drafts";

/**
 * Saves when the page is left or the network is back, and looks again when it is seen again or another tab kept something.
 * @param place where it is kept: only tabs of the same place hear each other
 * @returns `tell` says to the others that something was kept here; `stop` saves for the last time
 */
export function watchAround(
  place: string,
  { flush, look }: { flush: () => Promise<void>; look: () => void },
): { tell: () => void; stop: () => void } {
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(channelName);
  const onVisibility = () => (document.visibilityState === "hidden" ? void flush() : look());
  const onOnline = () => void flush();
  if (channel) channel.onmessage = ({ data }) => data === place && look();
  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("online", onOnline);
  return {
    tell: () => channel?.postMessage(place),
    stop: () => {
      document.removeEventListener("visibilitychange", onVisibility);
      window.removeEventListener("online", onOnline);
      // The last save still tells the others.
      void flush().then(() => channel?.close());
      if (channel) channel.onmessage = null;
    },
  };
}
