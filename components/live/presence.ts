/** Whether somebody is at the page, for what it asks by itself meanwhile (lib/domain/unattended). */
import { unattendedHeader } from "@/lib/domain/unattended";

/** Whoever has done something within this time may have caused what is asked for now. */
const presentMs = 60_000;
const deeds = ["pointerdown", "keydown", "wheel"] as const;

/** `fetch` that says of what the router asks for whether nobody was there to cause it. */
export function attentiveFetch(fetchOnce: typeof fetch, isPresent: () => boolean): typeof fetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    if (!headers.has("RSC") || isPresent()) return await fetchOnce(input, init);
    headers.set(unattendedHeader, "1");
    return await fetchOnce(input, { ...init, headers });
  };
}

/** Watches from now on; opening the page counts. */
export function watchPresence(page: Pick<Window, "addEventListener" | "removeEventListener"> = window) {
  let lastAt = Date.now();
  const note = () => {
    lastAt = Date.now();
  };
  for (const deed of deeds) page.addEventListener(deed, note, { passive: true });
  return {
    isPresent: () => Date.now() - lastAt < presentMs,
    stop: () => {
      for (const deed of deeds) page.removeEventListener(deed, note);
    },
  };
}
