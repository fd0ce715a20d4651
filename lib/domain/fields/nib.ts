/** NIB, the business identification number: 13 digits (contract section 12). */
import { messageOf } from "./message";
import { digitsText } from "./text";

export const nibSchema = digitsText().refine((nib) => nib.length === 13, {
  error: (issue) => messageOf("nib.length", { count: String(issue.input).length }),
});
