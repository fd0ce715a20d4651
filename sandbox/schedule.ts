/** Work for later: timers in the process, the list of them in the store. */
import { randomUUID } from "node:crypto";
import type { Task, TaskWork } from "./store/records";
import type { Store } from "./store/store";

/** A schedule over the store's task list. `start` also takes up what an earlier process left behind. */
export function createSchedule(store: Store, run: (work: TaskWork) => Promise<void>) {
  const timers = new Map<string, NodeJS.Timeout>();
  const busy = new Set<Promise<void>>();
  let open = true;

  async function perform(task: Task) {
    timers.delete(task.id);
    if (!open || !store.state.tasks.includes(task)) return;
    try {
      await run(task.work);
    } catch (error) {
      console.error("sandbox: a task failed:", error);
    }
    // Removed only now: a process that dies in the middle repeats the task rather than losing it.
    store.state.tasks = store.state.tasks.filter((other) => other !== task);
    store.changed();
  }

  function arm(task: Task) {
    const timer = setTimeout(
      () => {
        const work: Promise<void> = perform(task).finally(() => busy.delete(work));
        busy.add(work);
      },
      Math.max(0, Math.min(task.dueAt - Date.now(), 2 ** 31 - 1)),
    );
    timers.set(task.id, timer);
  }

  return {
    add(work: TaskWork, delayMs: number) {
      const task: Task = { id: randomUUID(), dueAt: Date.now() + delayMs, work };
      store.state.tasks.push(task);
      store.changed();
      if (open) arm(task);
    },
    start() {
      for (const task of store.state.tasks) if (!timers.has(task.id)) arm(task);
    },
    async stop() {
      open = false;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      await Promise.race([Promise.all(busy), new Promise((resolve) => setTimeout(resolve, 500).unref())]);
    },
  };
}
