/** The processes that our commands start: started, watched and stopped in one place. */
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";

export type Child = {
  name: string;
  /** Undefined when it could not start. */
  pid: number | undefined;
  /** Settles when the process is gone, with how it ended: "exit code 1" or "signal SIGKILL". */
  ended: Promise<string>;
  isRunning: () => boolean;
  /** Asks it to end and waits; after `graceMs` it is killed. */
  stop: () => Promise<void>;
  /** Kills it on the spot, as a crash would. */
  kill: () => Promise<void>;
};

export type ChildOptions = {
  env: NodeJS.ProcessEnv;
  /** "terminal", or the file that the output is appended to. */
  output: string;
  graceMs?: number;
};

/** Starts `node ...args`. Never throws: a process that could not start is one that ended. */
export function startChild(name: string, args: string[], { env, output, graceMs = 8_000 }: ChildOptions): Child {
  const log = output === "terminal" ? undefined : openLog(output);
  const running = spawn(process.execPath, args, {
    env,
    stdio: log === undefined ? ["ignore", "inherit", "inherit"] : ["ignore", log, log],
  });
  if (log !== undefined) closeSync(log);

  let over = false;
  const ended = new Promise<string>((resolve) => {
    const end = (how: string) => {
      over = true;
      resolve(how);
    };
    running.on("error", (error) => end(error.message));
    running.on("exit", (code, signal) => end(signal ? `signal ${signal}` : `exit code ${code}`));
  });

  const endWith = async (signal: NodeJS.Signals) => {
    if (!over) running.kill(signal);
    await ended;
  };
  return {
    name,
    pid: running.pid,
    ended,
    isRunning: () => !over,
    kill: () => endWith("SIGKILL"),
    stop: async () => {
      const lastResort = setTimeout(() => running.kill("SIGKILL"), graceMs);
      await endWith("SIGTERM");
      clearTimeout(lastResort);
    },
  };
}

function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, "a", 0o600);
}

/**
 * Waits until `url` answers with a 2xx.
 * @throws Error with a sentence when the child ends first or `timeoutMs` is over
 */
export async function untilAnswers(child: Child, url: string, timeoutMs: number): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs;
  let how: string | undefined;
  child.ended.then((end) => {
    how = end;
  });
  while (Date.now() < giveUpAt) {
    if (how !== undefined) throw new Error(`${child.name} ended before it was ready (${how}).`);
    if (await answers(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`${child.name} did not answer at ${url} within ${timeoutMs / 1000} seconds.`);
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000), redirect: "manual" });
    await response.body?.cancel();
    return response.status < 400;
  } catch {
    return false;
  }
}

/**
 * Calls `stop` once when a person or a process manager wants us to end. A terminal sends Ctrl-C to the whole group
 * and npm passes it on as well, so that it arrives twice; npm that went away without a word counts as well.
 */
export function onStopSignal(stop: () => void): void {
  let called = false;
  const once = () => {
    if (called) return;
    called = true;
    stop();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, once);
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && once(), 250).unref();
}
