/** What every server action answers: typed, never an exception, never a vendor's words. */

/** One fault on one field. `key` is a message key under `errors`, `params` fill its placeholders. */
export type FieldIssue = { path: string; key: string; params?: Record<string, string | number> };

export type ActionFailure = {
  ok: false;
  /** A message key under `errors` that says what happened and what to do. */
  error: string;
  issues?: FieldIssue[];
};

export type ActionResult<T = undefined> = { ok: true; data: T } | ActionFailure;
