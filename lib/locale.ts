/** Which language a reader gets. */

export const locales = ["id", "en"] as const;
export type Locale = (typeof locales)[number];

/** Remembers the reader's own choice. */
export const localeCookie = "sambut-locale";

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

/** Languages whose readers are better served by Bahasa Indonesia than by English; `in` is its old code. */
const indonesian = ["id", "in", "ms", "jv", "su"];

/** The chosen language, else English where the browser prefers it over Indonesian, else Bahasa Indonesia. */
export function localeFor(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  const wanted = (acceptLanguage ?? "")
    .toLowerCase()
    .split(",")
    .map((entry) => {
      const [tag = "", ...params] = entry.split(";").map((part) => part.trim());
      const quality = Number(params.find((param) => param.startsWith("q="))?.slice(2) ?? 1);
      return { language: tag.split("-")[0] ?? "", quality: Number.isNaN(quality) ? 0 : quality };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  for (const { language } of wanted) {
    if (indonesian.includes(language)) return "id";
    if (language === "en") return "en";
  }
  return "id";
}
