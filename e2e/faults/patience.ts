/** Waiting, and trying again as a person or a supervisor would. */
import { setTimeout } from "node:timers/promises";

/** Waits until the condition holds. @throws Error that names what was waited for */
export async function until(
  what: string,
  holds: () => Promise<boolean> | boolean,
  timeoutMs: number,
  everyMs = 200,
): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`Waited ${Math.round(timeoutMs / 1000)} seconds for: ${what}`);
    await setTimeout(everyMs);
  }
}

/** Does it again until it does not throw: for what must come through while everything around it is being killed. */
export async function insist<T>(what: string, run: () => Promise<T>, timeoutMs = 120_000): Promise<T> {
  const giveUpAt = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (Date.now() > giveUpAt) throw new Error(`${what} did not come through`, { cause: error });
      await setTimeout(250);
    }
  }
}
