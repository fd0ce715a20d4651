import type { getFormatter, getTranslations } from "next-intl/server";
import type { StoredFile } from "@/db/queries/files";

type Format = Awaited<ReturnType<typeof getFormatter>>;
type Words = Awaited<ReturnType<typeof getTranslations<"uploads">>>;

/** What is said in place of a file whose content was deleted once DOKU had it; null for every other file. */
export const deletedWords = (format: Format, t: Words) => (file: Pick<StoredFile, "contentDeletedAt"> | undefined) =>
  file?.contentDeletedAt ? t("deleted", { when: format.dateTime(file.contentDeletedAt, { dateStyle: "long" }) }) : null;
