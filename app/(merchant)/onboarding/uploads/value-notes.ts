import { getFormatter, getTranslations } from "next-intl/server";
import { parseNik } from "@/lib/domain/fields/nik";
import type { RequirementForm } from "@/lib/domain/requirements";
import { type ValueFaults, valueFaults } from "./value-faults";

type AboutValues = ValueFaults & { notes: Record<string, string> };

/**
 * All that is said beside the values of one file: what is wrong or odd, and what they say themselves, by form code, so that a
 * slip of the finger is seen: whose card a NIK is.
 */
export async function aboutValues(): Promise<
  (forms: readonly RequirementForm[], values: Record<string, string>) => AboutValues
> {
  const [t, format] = await Promise.all([getTranslations("uploads.notes"), getFormatter()]);
  const holder = (typed: string): string | null => {
    const nik = parseNik(typed);
    if (!nik) return null;
    const birthDate = new Date(nik.birthDate);
    const month = format.dateTime(birthDate, { month: "short", timeZone: "UTC" });
    // Day, month and year in both languages, as on the card.
    const date = `${birthDate.getUTCDate()} ${month} ${birthDate.getUTCFullYear()}`;
    return nik.province === null ? t("born", { date }) : t("bornIn", { date, province: nik.province });
  };
  return (forms, values) => {
    const note = forms.some(({ code }) => code === "NO_KTP") ? holder(values.NO_KTP ?? "") : null;
    const notes: Record<string, string> = note === null ? {} : { NO_KTP: note };
    return { ...valueFaults(forms, values), notes };
  };
}
