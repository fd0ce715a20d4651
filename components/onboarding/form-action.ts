/**
 * A server action as a form takes it: React passes the fields and drops the answer, so every outcome has to be a page
 * of its own (a redirect). The reference stays the same, which is what lets the form work before its script arrives.
 */
export function formAction(action: (form: FormData) => Promise<unknown>): (form: FormData) => Promise<void> {
  return action as (form: FormData) => Promise<void>;
}
