/** What every server action answers: typed, never an exception, never a vendor's words. */
import type { z } from "zod";
import { type MessageParams, parseMessage } from "./fields/message";

/** One fault on one field. `key` is a message key under `errors` (or `warnings`), `params` fill its placeholders. */
export type FieldIssue = { path: string; key: string; params?: MessageParams };

export type ActionFailure = {
  ok: false;
  /** A message key under `errors` that says what happened and what to do. */
  error: string;
  issues?: FieldIssue[];
};

export type ActionResult<T = undefined> = { ok: true; data: T } | ActionFailure;

/** The key for a fault that no schema of ours has words for. */
const unclearKey = "unclear";

/** A schema's message, or one that react-hook-form passes on, as an issue of the field at `path`. */
export function issueOf(path: string, message: string | undefined): FieldIssue {
  const parsed = parseMessage(message ?? "");
  if (!parsed) return { path, key: unclearKey };
  return Object.keys(parsed.params).length === 0 ? { path, key: parsed.key } : { path, ...parsed };
}

/** Every fault of a failed parse, in the order of the schema and one a field; paths as in `contacts.0.phone`. */
export function issuesOf(error: z.core.$ZodError): FieldIssue[] {
  const byPath = new Map<string, FieldIssue>();
  for (const issue of error.issues) {
    const path = issue.path.join(".");
    if (!byPath.has(path)) byPath.set(path, issueOf(path, issue.message));
  }
  return [...byPath.values()];
}
