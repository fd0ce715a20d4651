import { type FieldIssue, issueOf } from "@/lib/domain/results";

/** Message key to text, flat (`nik.length`), in the reader's language. Placeholders are plain `{name}`, no plurals. */
export type IssueTexts = { errors: Record<string, string>; warnings: Record<string, string> };

function filled(template: string, params: FieldIssue["params"] = {}): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** The words for a fault: an issue, or the message of a schema as react-hook-form passes it on. */
export function issueText(texts: Record<string, string>, fault: string | Pick<FieldIssue, "key" | "params">): string {
  const { key, params } = typeof fault === "string" ? issueOf("", fault) : fault;
  return filled(texts[key] ?? texts.unclear ?? "", params);
}
