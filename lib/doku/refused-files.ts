/** Which uploaded files a refused registration complains of: they are uploaded again (contract section 4). */
import type { DokuError } from "./failure";
import { fieldOf, objectOf, parseJson } from "./wire";

/** The value at `business.contacts[0].documents.0`, or undefined. */
function at(root: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>(
      (value, step) => (Array.isArray(value) ? value[Number(step)] : fieldOf(objectOf(value), step)),
      root,
    );
}

/**
 * Ids among `fileIds` that DOKU's refusal names, by the id itself or by a path to it or to the object that holds it.
 * Empty for any failure but a refusal.
 * @param body the exact body that was refused
 */
export function refusedFileIds(error: DokuError, body: string, fileIds: readonly string[]): string[] {
  if (error.kind !== "rejected") return [];
  const root = parseJson(new TextEncoder().encode(body));
  const named = error.fields.flatMap((path) => {
    const value = at(root, path);
    return [value, fieldOf(objectOf(value), "id")];
  });
  return fileIds.filter((id) => named.includes(id) || error.messages.some((message) => message.includes(id)));
}
