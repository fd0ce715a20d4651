/** The page's side of the photo worker. Fetched with the first photo that is chosen. */
import type { PhotoWish } from "./photo-fit";
import type { PhotoJob } from "./photo-worker";
import type { PhotoAnswer } from "./prepare-photo";

/** A slow phone reads a HEIC of 12 megapixels in some ten seconds. */
const patienceMs = 60_000;

let worker: Worker | null = null;
let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/** One answer of the worker; null where it failed, did not arrive or takes too long. */
function answerTo(job: PhotoJob): Promise<PhotoAnswer | null> {
  return new Promise((resolve) => {
    worker ??= new Worker(new URL("./photo-worker.ts", import.meta.url));
    const end = (answer: PhotoAnswer | null, isBroken: boolean) => {
      clearTimeout(timer);
      if (isBroken) stop();
      resolve(answer);
    };
    const timer = setTimeout(() => end(null, true), patienceMs);
    worker.onmessage = ({ data }: MessageEvent<PhotoAnswer | null>) => end(data, false);
    worker.onerror = () => end(null, true);
    worker.postMessage(job);
  });
}

function stop(): void {
  worker?.terminate();
  worker = null;
}

/** Photos one after another: each lies unpacked in memory, of which a cheap phone has little. The worker ends with the last. */
export async function askWorker(file: File, wish: PhotoWish): Promise<PhotoAnswer | null> {
  waiting += 1;
  const answer = last.then(() => answerTo({ file, wish })).catch(() => null);
  last = answer;
  try {
    return await answer;
  } finally {
    waiting -= 1;
    if (waiting === 0) stop();
  }
}
