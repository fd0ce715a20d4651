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

/**
 * What was typed or chosen before the script arrived, by field name; react-hook-form would put its own values over it.
 */
export function typedBefore(formId: string): Record<string, string> {
  if (typeof document === "undefined") return {};
  const form = document.getElementById(formId);
  if (!(form instanceof HTMLFormElement)) return {};
  const typed: Record<string, string> = {};
  for (const element of form.elements) {
    // Files and what is typed beside them have a keeper of their own.
    if (element.closest("[data-slot]")) continue;
    if (element instanceof HTMLInputElement && element.type === "radio") {
      if (element.checked && !element.defaultChecked) typed[element.name] = element.value;
    } else if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
      if (element.value !== element.defaultValue) typed[element.name] = element.value;
    } else if (element instanceof HTMLSelectElement) {
      const chosen = element.selectedOptions[0];
      if (chosen && !chosen.defaultSelected && chosen.value !== "") typed[element.name] = chosen.value;
    }
  }
  return typed;
}
