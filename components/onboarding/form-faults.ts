import { type FieldErrors, type FieldValues, set } from "react-hook-form";
import { messageOf } from "@/lib/domain/fields/message";
import type { FieldIssue } from "@/lib/domain/results";

/** react-hook-form's tree of errors as a list of paths and messages, in the order of the form. */
export function flatErrors(errors: FieldErrors<FieldValues>, prefix = ""): { path: string; message: string }[] {
  return Object.entries(errors).flatMap(([key, error]) => {
    if (!error || typeof error !== "object") return [];
    // A fault of a list as a whole stands at its `root`.
    const path = key === "root" ? prefix.replace(/\.$/, "") : `${prefix}${key}`;
    if (typeof error.message === "string") return [{ path, message: error.message }];
    return flatErrors(error as FieldErrors<FieldValues>, `${prefix}${key}.`);
  });
}

/** An issue of the server in the one string that the forms read. */
export const messageOfIssue = ({ key, params }: FieldIssue) => messageOf(key, params);

/** Issues as react-hook-form keeps errors. */
export function errorTree(issues: readonly FieldIssue[]): FieldErrors<FieldValues> {
  const tree: FieldErrors<FieldValues> = {};
  for (const issue of issues) set(tree, issue.path, { type: "server", message: messageOfIssue(issue) });
  return tree;
}
