/** An @name while it is typed, as plain functions of the text and the caret. */

/** Names have a few words; what is longer is no longer being typed. */
const maxTyped = 40;

/** What is typed behind the @ before the caret, or null where no name is being typed. */
export function mentionAt(text: string, caret: number): string | null {
  const before = text.slice(0, caret);
  const at = before.lastIndexOf("@");
  if (at === -1) return null;
  // An @ inside a word is an address, no name.
  if (at > 0 && !/[\s(]/.test(before[at - 1] ?? "")) return null;
  const typed = before.slice(at + 1);
  return typed.length > maxTyped || /[\n@]/.test(typed) ? null : typed;
}

/** The text with the picked name in the place of what was typed, and where the caret stands then. */
export function withMention(text: string, caret: number, name: string): { text: string; caret: number } {
  const at = text.slice(0, caret).lastIndexOf("@");
  const rest = text.slice(caret);
  const filled = `${text.slice(0, at)}@${name}${rest.startsWith(" ") ? "" : " "}`;
  return { text: filled + rest, caret: filled.length + (rest.startsWith(" ") ? 1 : 0) };
}
