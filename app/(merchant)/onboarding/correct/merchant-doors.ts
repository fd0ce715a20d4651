import { getTranslations } from "next-intl/server";
import { paths } from "@/lib/paths";
import { searchAreas } from "../business/actions";
import { saveValues } from "../uploads/actions";
import { continueSection, findSectionGaps, postSection } from "./actions";
import type { CorrectionDoors } from "./doors";

/** The doors of the signed-in merchant. */
export async function merchantDoors(): Promise<CorrectionDoors> {
  return {
    onBehalf: false,
    overview: paths.correct,
    back: { href: paths.status, label: (await getTranslations("correct"))("back") },
    section: paths.correctSection,
    continueSection,
    findSectionGaps,
    postSection,
    saveValues,
    searchAreas,
  };
}
