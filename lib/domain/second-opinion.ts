/** Four eyes, as the forms of staff send it. */
import { z } from "zod";
import { onCaseSchema } from "./case-deeds";
import { cleanText } from "./fields/clean-text";
import { messageOf } from "./fields/message";
import { requiredText } from "./fields/text";

export const maxSecondAnswer = 500;

/** `content`: of lib/desk/correction-content, as the page showed it. */
export const sendForMerchantSchema = onCaseSchema.extend({ content: z.string().max(100) });

export const onSecondSchema = z.object({ secondId: z.uuid() });

/** To decline needs words that the first person reads. */
export const decideSecondSchema = z.discriminatedUnion("decision", [
  onSecondSchema.extend({
    decision: z.literal("approve"),
    answer: z
      .string()
      .overwrite(cleanText)
      .max(maxSecondAnswer, messageOf("tooLong", { max: maxSecondAnswer }))
      .default(""),
  }),
  onSecondSchema.extend({ decision: z.literal("decline"), answer: requiredText({ max: maxSecondAnswer }) }),
]);
