/**
 * Next prints errors itself, and their messages repeat what a request brought: an id, the beginning of a body. Our log says them in its
 * place, by their kind, the code that the person was shown, and where they came from.
 */
import { errorKind, log } from "./log";

const framesKept = 4;

/** Places in the code alone: the lines before them are the message. */
function placeOf({ stack = "" }: Error): string {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return frames
    .slice(0, framesKept)
    .map((line) => line.trim())
    .join(" ");
}

function report(error: Error): void {
  const digest = "digest" in error && typeof error.digest === "string" ? error.digest.slice(0, 40) : null;
  log.error("request.failed", { error: errorKind(error), digest, at: placeOf(error) });
}

/** From now on no error's message is printed. What is no error is printed as before. */
export function quietConsole(): void {
  const { error: print, warn } = console;
  const quiet =
    (otherwise: (...said: unknown[]) => void) =>
    (...said: unknown[]) => {
      const thrown = said.find((one) => one instanceof Error);
      if (thrown) report(thrown);
      else otherwise(...said);
    };
  Object.assign(console, { error: quiet(print), warn: quiet(warn) });
}
