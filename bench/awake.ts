/**
 * Cores that have nothing to do for a moment go to sleep, and on some machines, virtual ones above all, the work after that takes
 * up to twice as long. Between the pages of ten people a core sleeps often, so a figure would say how deep the machine sleeps.
 * Servers that must answer quickly are set not to; here processes that give way to everything else keep the cores awake.
 * Not for a container with a share of the cores: what these take would be missing for the portal.
 */
import { availableParallelism } from "node:os";
import { type Child, startChild } from "../scripts/children";
import { percentile } from "./numbers";

/** Ends by itself when whoever started it is gone. */
const spin =
  "require('node:os').setPriority(19); const parent = process.ppid; for (let turn = 0; turn % 1e7 || process.ppid === parent; turn += 1);";
const pauseMs = 400;
const pieces = 25;

/** A process for each core that runs whenever nothing else does. Whoever starts them stops them. */
export function keepAwake(): Child[] {
  return Array.from({ length: availableParallelism() }, () =>
    startChild("A process that keeps a core awake", ["-e", spin], { env: process.env, output: "terminal" }),
  );
}

/** Some 20 ms of the kind of work that a portal does. */
function piece(): number {
  const start = performance.now();
  for (let turn = 0; turn < 60; turn += 1) {
    JSON.parse(JSON.stringify(Array.from({ length: 500 }, (_, index) => ({ index, text: `${turn} ${index}` }))));
  }
  return performance.now() - start;
}

/** How long that takes now, in milliseconds: a host that others use too is slower at some times than at others. */
export function pieceMs(): number {
  for (let turn = 0; turn < pieces; turn += 1) piece();
  return percentile(Array.from({ length: pieces }, piece), 0.5);
}

/** How many times as long it takes after a pause as without one. 1 on a machine that does not sleep. */
export async function slownessAfterPause(): Promise<number> {
  const atOnce = pieceMs();
  const paused: number[] = [];
  for (let turn = 0; turn < pieces; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    paused.push(piece());
  }
  return percentile(paused, 0.5) / atOnce;
}
