/** A change of data that DOKU has approved already: the merchant asks, staff decide, then the section is opened again (contract section 10). */
import { z } from "zod";
import { seenSchema } from "./case-deeds";
import { cleanText } from "./fields/clean-text";
import { messageOf } from "./fields/message";
import { requiredText } from "./fields/text";
import type { CallbackType } from "./sections";

/** What may be changed after approval: where the business is, who runs it, where its money goes. */
export const changeableTypes = ["BUSINESS_BANK", "BUSINESS_ADDRESS", "BUSINESS_CONTACT"] as const;
export type ChangeableType = (typeof changeableTypes)[number];

/**
 * `asked`: staff decide · `approved`: the section is open for the merchant · `declined`: with words of the staff ·
 * `withdrawn` by the merchant · `sent`: the change reached DOKU.
 */
export const changeStates = ["asked", "approved", "declined", "withdrawn", "sent"] as const;
export type ChangeState = (typeof changeStates)[number];

export const isChangeable = (type: CallbackType): type is ChangeableType =>
  (changeableTypes as readonly CallbackType[]).includes(type);

const maxWords = 500;
const words = requiredText({ max: maxWords });

/** The merchant's form: which section, and why. */
export const askChangeSchema = z.object({ type: z.enum(changeableTypes, { error: "choose" }), reason: words });

/** The staff's answer; a refusal needs words that the merchant reads. */
export const decideChangeSchema = z.discriminatedUnion("decision", [
  z.object({
    decision: z.literal("approve"),
    changeId: z.uuid(),
    seen: seenSchema,
    answer: z
      .string()
      .overwrite(cleanText)
      .max(maxWords, messageOf("tooLong", { max: maxWords }))
      .default(""),
  }),
  z.object({ decision: z.literal("decline"), changeId: z.uuid(), seen: seenSchema, answer: words }),
]);
