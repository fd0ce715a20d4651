"use client";

import { createContext, type ReactNode, use } from "react";

/** Names of the fields that are shown, without list positions (`contacts.0.name` is `name`); null for all of them. */
const Slice = createContext<readonly string[] | null>(null);

/** Shows only some of a part's fields; the others keep their values and are sent along unseen. */
export function PartSlice({ fields, children }: { fields: readonly string[]; children: ReactNode }) {
  return <Slice value={fields}>{children}</Slice>;
}

const lastWord = (path: string) => path.split(".").at(-1) ?? path;

/** Tells by a field's path whether it is shown here. */
export function useIsShown(): (path: string) => boolean {
  const fields = use(Slice);
  return (path) => fields === null || fields.includes(lastWord(path));
}
