import { getMessages } from "next-intl/server";
import { cache, type ReactNode } from "react";
import type { IssueTexts } from "@/components/forms/issue-text";
import { IssueTextsProvider } from "@/components/forms/issue-texts-provider";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}

/**
 * The words for faults in the reader's language, flat, for `issueText` on the server and in client forms. The same object
 * for all of a page, so that it is written into the page once.
 */
export const issueTexts = cache(async (): Promise<IssueTexts> => {
  const { errors, warnings } = await getMessages();
  return { errors: Object.fromEntries(flat(errors)), warnings: Object.fromEntries(flat(warnings)) };
});

/** What any server action can answer, and what stands in for an answer that has no words. */
const anyDoor = ["checkFields", "notAllowed", "signedOut", "unavailable", "unexpected", "unclear"];

/** The words for what these doors can answer: `keys` beside what any can. A whole book of faults would outweigh its page. */
export async function errorsFor(...keys: readonly string[]): Promise<Record<string, string>> {
  const { errors } = await issueTexts();
  return Object.fromEntries(
    [...anyDoor, ...keys].map((key) => {
      if (!errors[key]) throw new Error(`There are no words for "${key}".`);
      return [key, errors[key]];
    }),
  );
}

/** Stands around pages with client forms: these two namespaces are all they need in the browser for faults. */
export async function IssueTextsBoundary({ children }: { children: ReactNode }) {
  return <IssueTextsProvider texts={await issueTexts()}>{children}</IssueTextsProvider>;
}
