import { getTranslations } from "next-intl/server";

/** The title of a form's page; it says so when the form came back with faults because its script had not arrived. */
export async function titleOf(title: string, { tried }: { tried?: string | undefined }): Promise<string> {
  return tried ? (await getTranslations("common"))("errorTitle", { title }) : title;
}
