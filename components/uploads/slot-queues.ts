/** The queues of this tab, one a slot. They outlive the page's components: going to another step stops no upload. */
import { paths } from "@/lib/paths";
import { sendFile } from "./send-file";
import { createUploadQueue, type UploadQueue } from "./upload-queue";

const queues = new Map<string, UploadQueue>();

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
export function queueOf(scope: string, slotId: string, onBehalf: boolean): UploadQueue {
  const url = onBehalf ? paths.uploadFor(scope, slotId) : paths.uploadTo(slotId);
  const name = `${scope}/${slotId}`;
  let queue = queues.get(name);
  if (!queue) {
    queue = createUploadQueue({
      send: (file, key, onProgress, signal) => sendFile(url, file, key, onProgress, signal),
      isOnline: () => navigator.onLine,
      newKey,
    });
    queues.set(name, queue);
  }
  return queue;
}

export const anyBusy = () => [...queues.values()].some((queue) => queue.isBusy());

/** The slots of one application whose queues are as told. */
export function slotsWhere(scope: string, is: (queue: UploadQueue) => boolean): Set<string> {
  const prefix = `${scope}/`;
  const found = [...queues].filter(([name, queue]) => name.startsWith(prefix) && is(queue));
  return new Set(found.map(([name]) => name.slice(prefix.length)));
}

/** Goes on with everything that waits for the network. */
export function resumeAll(): void {
  for (const queue of queues.values()) queue.resume();
}
