import { issueTexts } from "@/app/issue-texts";

const keys = ["required", "tooLong", "email.format", "signIn.tooOften", "signIn.unknownLink", "unclear", "unexpected"];

/** The words for what can go wrong in the forms of signing in: a handful, not the whole list. */
export async function signInErrors(): Promise<Record<string, string>> {
  const { errors } = await issueTexts();
  return Object.fromEntries(keys.flatMap((key) => (errors[key] ? [[key, errors[key]]] : [])));
}
