/** Check requirements: the tree of what DOKU wants to see before it registers a business (contract section 5). */
import { businessLinesOf, businessTypes, legalEntitiesOf } from "@/lib/domain/kinds";
import {
  documents,
  documentsOfLegalEntity,
  licencesOfLegalEntityAndLine,
  licencesOfLine,
  otherFiles,
  type RequirementData,
} from "@/sandbox/requirements-data";
import { faultOf, type Refusal } from "./errors";

export type KindQuery = { businessType: string; legalEntity: string; line: string; nationality: string };

/** The four parameters, or a 400 that names what is missing or unknown. Any nationality but `ID` counts as foreign. */
export function readKindQuery(query: (name: string) => string | undefined): KindQuery | Refusal {
  const businessType = query("businessType") ?? "";
  const legalEntity = query("businessLegalEntity") ?? "";
  const line = query("brandBusinessLine") ?? "";
  const nationality = query("businessContactNationality") ?? "";
  const type = businessTypes.find((known) => known === businessType);
  if (!type) return faultOf("parameters", ["businessType must be one of PERSONAL, CORPORATE"]);
  const faults: string[] = [];
  if (!legalEntitiesOf[type].includes(legalEntity)) faults.push("businessLegalEntity is unknown for this businessType");
  if (!businessLinesOf[type].includes(line)) faults.push("brandBusinessLine is unknown for this businessType");
  if (nationality === "") faults.push("businessContactNationality must not be empty");
  return faults.length > 0 ? faultOf("parameters", faults) : { businessType, legalEntity, line, nationality };
}

function known(codes: readonly string[]): RequirementData[] {
  return codes.flatMap((code) => documents[code] ?? []);
}

/** Company documents, licences of the line among them. */
export function businessDocuments(legalEntity: string, line: string | null): RequirementData[] {
  const licences =
    line === null || legalEntity === "PERSEORANGAN"
      ? []
      : (licencesOfLegalEntityAndLine[`${legalEntity} ${line}`] ?? licencesOfLine[line] ?? []);
  return known([...new Set([...(documentsOfLegalEntity[legalEntity] ?? []), ...licences])]);
}

/** Papers of a person: the identity card, or a passport for everybody else. */
export function contactDocuments(nationality: string): RequirementData[] {
  return known(nationality === "ID" ? ["KTP"] : ["PASSPORT", "KITAS_OR_KITAP"]);
}

/** The answer of section 5. */
export function requirementsTree(kind: KindQuery) {
  return {
    business: {
      documents: businessDocuments(kind.legalEntity, kind.line),
      contact: { documents: contactDocuments(kind.nationality), owner_liveness: otherFiles.OWNER_LIVENESS },
      bank_account: otherFiles.BANK_ACCOUNT,
      brand: { photo_proof: otherFiles.PHOTO_PROOF, logo: otherFiles.LOGO },
      service_agreement: otherFiles.SERVICE_AGREEMENT,
    },
  };
}
