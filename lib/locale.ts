/** Which language a reader gets. */

export const locales = ["id", "en"] as const;
export type Locale = (typeof locales)[number];

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

/** Languages whose readers are better served by Bahasa Indonesia than by English; `in` is its old code. */
const indonesian = ["id", "in", "ms", "jv", "su"];

/**
 * The chosen language, else the one of Indonesian and English that the browser prefers, else the portal's first. Only
 * languages that the portal has.
 */
export function localeFor(
  chosen: string | undefined,
  acceptLanguage: string | null,
  offered: readonly Locale[] = locales,
): Locale {
  const first = offered[0] ?? "id";
  if (isLocale(chosen) && offered.includes(chosen)) return chosen;
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
    if (indonesian.includes(language) && offered.includes("id")) return "id";
    if (language === "en" && offered.includes("en")) return "en";
  }
  return first;
}
