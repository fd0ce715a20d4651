import { errorKind, log } from "../log";

export type Sweep = { name: string; everyMs: number; run: () => Promise<void> };

/** Runs a sweep; one that fails is logged. Answers whether it went through. */
export async function runSweep({ name, run }: Sweep): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    log.warn("sweep.failed", { sweep: name, error: errorKind(error) });
    return false;
  }
}

/**
 * Runs a sweep now and then again and again; never twice at once, however long one takes. A sweep that fails is logged
 * and comes round again. Resolves after the first one, with what stops the rest.
 */
export async function startSweep(due: Sweep): Promise<() => void> {
  let running = false;
  const sweep = async () => {
    if (running) return;
    running = true;
    await runSweep(due);
    running = false;
  };
  await sweep();
  const timer = setInterval(sweep, due.everyMs).unref();
  return () => clearInterval(timer);
}
