/** Whole files in memory: few at a time in a process, however many merchants upload, and one of each. */

/** A photo of 15 MB is held twice while it is made to fit. */
export const mostHeld = 4;

type Waiting = { whose: string; begin: () => void };
type Turns = { holders: Set<string>; waiting: Waiting[] };
const shared = globalThis as typeof globalThis & { sambutHeldFiles?: Turns };

const turns = (): Turns => {
  shared.sambutHeldFiles ??= { holders: new Set(), waiting: [] };
  return shared.sambutHeldFiles;
};

/** Lets in who came first, of those who hold nothing yet: whoever sends a hundred files that take long delays their own. */
function letIn(): void {
  const { holders, waiting } = turns();
  while (holders.size < mostHeld) {
    const next = waiting.findIndex(({ whose }) => !holders.has(whose));
    const [one] = next < 0 ? [] : waiting.splice(next, 1);
    if (!one) return;
    holders.add(one.whose);
    one.begin();
  }
}

/**
 * Runs what holds a whole file in memory, once there is room; nobody is refused, and who waits has its bytes on the disk. Take no
 * database transaction into it, nor this within itself.
 * @param whose id of the merchant or member of staff whom it is for
 */
export async function holdBytes<T>(whose: string, run: () => Promise<T>): Promise<T> {
  await new Promise<void>((begin) => {
    turns().waiting.push({ whose, begin });
    letIn();
  });
  try {
    return await run();
  } finally {
    turns().holders.delete(whose);
    letIn();
  }
}
