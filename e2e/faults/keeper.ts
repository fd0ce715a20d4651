/** One of our processes and what a supervisor does for it: it is started again however it ended. */
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Child, startChild } from "../../scripts/children";
import { until } from "./patience";

/** `wasReady`: not while it was starting, which may fail when the database is away. From when to when it lived. */
export type Ending = { lastWords: string; wasReady: boolean; from: number; to: number };

export type Keeper = {
  /** SIGKILL, and a new start after `downMs`. Settles when it was started; nothing happens to one that is down. */
  kill: (downMs: number) => Promise<void>;
  /** SIGKILL, and no new start before `go`. */
  halt: () => Promise<void>;
  go: () => void;
  isUp: () => boolean;
  /**
   * For so long its files find no room: a limit on their size, which spares its log. Without util-linux nothing happens.
   * @returns whether it was done
   */
  fillDisk: (forMs: number) => Promise<boolean>;
  untilAnswers: () => Promise<void>;
  /** What it said last each time when it ended though nobody had killed it. */
  endings: Ending[];
  /** How often SIGKILL ended it. */
  kills: () => number;
};

/** As systemd would wait. */
const restartMs = 500;

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function endingOf(log: string, from: number): Ending {
  const lines = readFileSync(log, "utf8").trim().split("\n");
  return {
    from,
    to: Date.now(),
    lastWords: lines.at(-1)?.slice(0, 200) ?? "",
    wasReady: lines.some((one) => /"msg":"(worker\.)?started"/.test(one)),
  };
}

/** Small enough for no photo to fit. */
const roomBytes = 150_000;

/** Limits the size of what a running process may write; the log that it writes to goes on. */
async function limitFiles({ pid }: Child, log: string, forMs: number): Promise<boolean> {
  const limit = (bytes: string) => spawnSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`]).status === 0;
  if (pid === undefined || !limit(String(statSync(log).size + roomBytes))) return false;
  await setTimeout(forMs);
  limit("unlimited");
  return true;
}

export function keepRunning(what: {
  name: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  healthUrl: string;
  /** A folder; each start has a log of its own. */
  logs: string;
}): Keeper {
  let child: Child;
  let starts = 0;
  let kills = 0;
  const endings: Ending[] = [];
  let isHalted = false;
  const logOf = (count: number) => join(what.logs, `${what.name}-${count}.log`);
  const start = () => {
    starts += 1;
    const output = logOf(starts);
    const startedAt = Date.now();
    const own = startChild(what.name, what.args, { env: what.env, output });
    child = own;
    own.ended.then(async (how) => {
      if (how === "signal SIGKILL") kills += 1;
      // Whoever killed it has started the next one, or will.
      if (isHalted || own !== child) return;
      endings.push(endingOf(output, startedAt));
      await setTimeout(restartMs);
      if (!isHalted && own === child) start();
    });
  };
  start();
  // However we end, nothing of ours goes on.
  process.on("exit", () => {
    isHalted = true;
    child.kill();
  });
  const halt = async () => {
    isHalted = true;
    await child.kill();
  };
  const go = () => {
    isHalted = false;
    start();
  };
  return {
    halt,
    go,
    kill: async (downMs) => {
      if (isHalted) return;
      await halt();
      await setTimeout(downMs);
      go();
    },
    untilAnswers: () => until(`${what.name} answers`, () => answers(what.healthUrl), 120_000),
    isUp: () => !isHalted,
    fillDisk: async (forMs) => !isHalted && (await limitFiles(child, logOf(starts), forMs)),
    endings,
    kills: () => kills,
  };
}
