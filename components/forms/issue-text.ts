import { type FieldIssue, issueOf } from "@/lib/domain/results";
import { filled } from "../ui/filled";

/** Message key to text, flat (`nik.length`), in the reader's language. Placeholders are plain `{name}`, no plurals. */
export type IssueTexts = { errors: Record<string, string>; warnings: Record<string, string> };

/** The words for a fault: an issue, or the message of a schema as react-hook-form passes it on. */
export function issueText(texts: Record<string, string>, fault: string | Pick<FieldIssue, "key" | "params">): string {
  const { key, params } = typeof fault === "string" ? issueOf("", fault) : fault;
  return filled(texts[key] ?? texts.unclear ?? "", params);
}
