import type { FieldText } from "./part-form-props";

/** The words of a part's fields, by their last name, and of one entry of a list, as in "Contact {number}". */
export type Named = { fields: Record<string, FieldText>; itemText?: string | undefined };

/** The name of a field, with the place of its entry in a list; empty where it has none of its own. */
export function fieldName(path: string, { fields, itemText }: Named): string {
  const label = fields[path.split(".").at(-1) ?? path]?.label;
  const place = path.match(/^\w+\.(\d+)\./)?.[1];
  const item = place === undefined ? undefined : itemText?.replace("{number}", String(Number(place) + 1));
  return label ? [item, label].filter(Boolean).join(", ") : "";
}

/** Which field a fault is about, for the summary, where the words alone would not tell. */
export function labelOf(path: string, props: Named): string {
  const name = fieldName(path, props);
  return name && `${name}: `;
}
