/**
 * A text of the messages with its `{name}`s filled in: for texts without plurals that are needed in the browser, which has no
 * parser of messages, and for those that a list needs for each of its rows, where the parser takes longer than all else.
 */
export function filled(template: string | undefined, values: Record<string, unknown> = {}): string {
  return (template ?? "").replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
