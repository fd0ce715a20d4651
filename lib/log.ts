/** Structured logs: ids, paths, status and duration. Never bodies, headers, file names or personal data. */
import pino from "pino";
import { env } from "./env";

type Logger = pino.Logger & { out: ReturnType<typeof pino.destination> };
let logger: Logger | undefined;
let isFlushPlanned = false;

export type LogFields = Record<string, string | number | boolean | null | undefined>;

/** Lines of one turn of the event loop are written together: a write to the system for each cost as much as making it. */
function openLogger(): Logger {
  const out = pino.destination({ dest: 1, sync: true, minLength: 4_096 });
  const opened = pino(
    {
      level: env().LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Words instead of pino's numbers: what people and log services filter by.
      formatters: { level: (label) => ({ level: label }) },
    },
    out,
  );
  process.on("exit", () => out.flushSync());
  return Object.assign(opened, { out });
}

function flush(): void {
  isFlushPlanned = false;
  // Not flushSync, which has the disk write it down as well: that stops the process for each, and is not a log's due.
  logger?.out.flush();
}

function write(level: "info" | "warn" | "error", event: string, fields: LogFields = {}) {
  logger ??= openLogger();
  logger[level](fields, event);
  if (isFlushPlanned) return;
  isFlushPlanned = true;
  setImmediate(flush);
}

/** The kind of a thrown value, safe to log: its class and code, not its message (which may quote personal data). */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  // DokuError's `code` is DOKU's own text and may quote anything; its `kind` is ours.
  const code = "kind" in error ? error.kind : "code" in error ? error.code : null;
  return typeof code === "string" && /^\w{1,40}$/.test(code) ? `${error.name} ${code}` : error.name;
}

export const log = {
  info: (event: string, fields?: LogFields) => write("info", event, fields),
  warn: (event: string, fields?: LogFields) => write("warn", event, fields),
  error: (event: string, fields?: LogFields) => write("error", event, fields),
};
