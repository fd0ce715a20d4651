/** NIB, the business identification number: 13 digits (contract section 12). */
import * as z from "zod/mini";
import { messageOf } from "./message";
import { digitsText } from "./text";

export const nibSchema = digitsText().check(
  z.refine((nib) => nib.length === 13, {
    error: (issue) => messageOf("nib.length", { count: String(issue.input).length }),
  }),
);
