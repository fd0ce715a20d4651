/** The queues of this tab, one a slot. They outlive the page's components: going to another step stops no upload. */
import { paths } from "@/lib/paths";
import { sendFile } from "./send-file";
import { createUploadQueue, type UploadQueue } from "./upload-queue";

/** `what` the slot asks for, in the reader's language. */
const queues = new Map<string, { queue: UploadQueue; what: string }>();

/** Files that this tab has taken back; the browser's own "back" shows the page as it was before. */
export const removedIds = new Set<string>();

// `crypto.randomUUID` is missing on plain http in a local network, where a phone tries the demo.
function newKey(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The queue of one slot, the same every time. `scope` is the application, `onBehalf` through the door of staff. */
export function queueOf(scope: string, { slotId, what }: { slotId: string; what: string }, onBehalf: boolean) {
  const url = onBehalf ? paths.uploadFor(scope, slotId) : paths.uploadTo(slotId);
  const name = `${scope}/${slotId}`;
  const queue =
    queues.get(name)?.queue ??
    createUploadQueue({
      send: (file, key, onProgress, signal) => sendFile(url, file, key, onProgress, signal),
      isOnline: () => navigator.onLine,
      newKey,
    });
  queues.set(name, { queue, what });
  return queue;
}

export const anyBusy = () => [...queues.values()].some(({ queue }) => queue.isBusy());

/** The slots of one application whose queues are as told, with what they ask for. */
export function slotsWhere(scope: string, is: (queue: UploadQueue) => boolean): Map<string, string> {
  const prefix = `${scope}/`;
  const found = [...queues].filter(([name, { queue }]) => name.startsWith(prefix) && is(queue));
  return new Map(found.map(([name, { what }]) => [name.slice(prefix.length), what]));
}

/** Goes on with everything that waits for the network. */
export function resumeAll(): void {
  for (const { queue } of queues.values()) queue.resume();
}
