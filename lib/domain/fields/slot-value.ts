/** Values typed beside a file, by the form code that DOKU names in its requirements (contract section 5). */
import { nibSchema } from "./nib";
import { nikSchema } from "./nik";
import { npwpSchema } from "./npwp";
import { requiredText } from "./text";

const anyValueSchema = requiredText({ max: 255 });

/** The schema of one value. A code that we do not know takes any text: DOKU's list is longer than what it publishes. */
export function slotValueSchema(formCode: string) {
  switch (formCode) {
    case "NO_KTP":
      return nikSchema;
    case "NO_NPWP":
      return npwpSchema;
    case "NO_NIB":
      return nibSchema;
    default:
      return anyValueSchema;
  }
}

/** Whether the value is digits only: such a field gets the numeric keyboard. */
export function isNumericForm(formCode: string): boolean {
  return formCode === "NO_KTP" || formCode === "NO_NPWP" || formCode === "NO_NIB";
}
