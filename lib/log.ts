/** Structured logs: ids, paths, status and duration. Never bodies, headers, file names or personal data. */
import pino from "pino";
import { env } from "./env";

let logger: pino.Logger | undefined;

export type LogFields = Record<string, string | number | boolean | null | undefined>;

function write(level: "info" | "warn" | "error", event: string, fields: LogFields = {}) {
  logger ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // Words instead of pino's numbers: what people and log services filter by.
    formatters: { level: (label) => ({ level: label }) },
  });
  logger[level](fields, event);
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
