/** How many whole files one process holds in memory at once. The others wait where they were received, on the disk or in the bucket. */

/** Of fifteen megabytes or so each, and a picture takes several times that while it is decoded. */
export const mostWhole = 4;

type Room = { held: number; waiting: (() => void)[] };
const shared = globalThis as typeof globalThis & { sambutWholeFiles?: Room };

function room(): Room {
  shared.sambutWholeFiles ??= { held: 0, waiting: [] };
  return shared.sambutWholeFiles;
}

/** Runs it once there is room, in the order of asking. It must not ask for room itself. */
export async function holdingWhole<T>(run: () => Promise<T>): Promise<T> {
  if (room().held < mostWhole) room().held += 1;
  // Whoever ends hands its place on, so that nobody who comes later takes it.
  else await new Promise<void>((resolve) => room().waiting.push(resolve));
  try {
    return await run();
  } finally {
    const next = room().waiting.shift();
    if (next) next();
    else room().held -= 1;
  }
}
