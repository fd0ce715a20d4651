/** Typed errors that verbs throw. Each door turns them into an answer in one place (lib/action, lib/http). */
import type { FieldIssue } from "./domain/results";

export type ErrorCode =
  | "not_found"
  | "not_allowed"
  | "signed_out"
  | "conflict"
  | "refused"
  | "unavailable"
  | "too_often"
  | "too_large";

/** `key` is a message key under `errors` that tells the person what happened and what to do. */
export class AppError extends Error {
  override readonly name = "AppError";
  constructor(
    readonly code: ErrorCode,
    readonly key: string,
    readonly issues: FieldIssue[] = [],
    options?: ErrorOptions,
  ) {
    super(key, options);
  }
}

export const notFound = () => new AppError("not_found", "notFound");
export const refused = (key: string, issues?: FieldIssue[]) => new AppError("refused", key, issues);
export const conflict = (key: string) => new AppError("conflict", key);
