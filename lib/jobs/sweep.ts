import { errorKind, log } from "../log";

export type Sweep = { name: string; everyMs: number; run: () => Promise<void> };

/**
 * Runs a sweep now and then again and again; never twice at once, however long one takes. A sweep that fails is logged
 * and comes round again. Resolves after the first one, with what stops the rest.
 */
export async function startSweep({ name, everyMs, run }: Sweep): Promise<() => void> {
  let running = false;
  const sweep = async () => {
    if (running) return;
    running = true;
    try {
      await run();
    } catch (error) {
      log.warn("sweep.failed", { sweep: name, error: errorKind(error) });
    } finally {
      running = false;
    }
  };
  await sweep();
  const timer = setInterval(sweep, everyMs).unref();
  return () => clearInterval(timer);
}
