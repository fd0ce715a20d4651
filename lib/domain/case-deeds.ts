/** What staff do about a merchant, as their forms send it. Every decision names the `caseVersion` that they have seen. */
import { z } from "zod";
import { cleanText } from "./fields/clean-text";
import { messageOf } from "./fields/message";
import { maxCommentLength, maxNoteLength } from "./note-lengths";
import { type ReasonCode, reasonCodes, reasons } from "./reasons";
import { type CallbackType, callbackTypes, verdictTypes } from "./sections";

/** `caseVersion` of the application as the page was rendered. */
export const seenSchema = z.coerce.number().int().nonnegative();
/** Comments that name the reader, as its page showed them. */
export const seenMentionsSchema = z.object({ commentIds: z.array(z.uuid()).min(1).max(500) });
export const onMerchantSchema = z.object({ applicationId: z.uuid() });
export const onCaseSchema = z.object({ applicationId: z.uuid(), seen: seenSchema });

const optionalText = (max: number) => z.string().overwrite(cleanText).max(max, messageOf("tooLong", { max }));

/** The catalogue's reasons that a section can be returned for, those made for it first. */
export function reasonsFor(type: CallbackType): ReasonCode[] {
  const own = reasonCodes.filter((code) => reasons[code].types.includes(type));
  const general = reasonCodes.filter((code) => reasons[code].types.length === 0);
  return [...own, ...general].filter((code) => reasons[code].class === "fix_now");
}

const returnedSection = z
  .object({
    type: z.enum(callbackTypes).refine((type) => verdictTypes.includes(type)),
    reasons: z.array(z.enum(reasonCodes)).min(1, "choose").max(reasonCodes.length),
    note: optionalText(maxNoteLength),
  })
  .superRefine(({ type, reasons: chosen, note }, context) => {
    const known = reasonsFor(type);
    if (chosen.some((code) => !known.includes(code))) {
      context.addIssue({ code: "custom", path: ["reasons"], message: "choose" });
    }
    // "Another reason" says nothing by itself.
    if (chosen.includes("OTHER") && note === "") {
      context.addIssue({ code: "custom", path: ["note"], message: "required" });
    }
  });

/** Refused sections that go back to the merchant, each with reasons and words for it; `comment` is for colleagues alone. */
export const returnSectionsSchema = onCaseSchema.extend({
  sections: z
    .array(returnedSection)
    .min(1, "choose")
    .max(verdictTypes.length)
    .refine((sections) => new Set(sections.map(({ type }) => type)).size === sections.length),
  comment: optionalText(maxCommentLength).default(""),
});
export type ReturnSections = z.output<typeof returnSectionsSchema>;

export const takeBackReturnSchema = z.object({
  applicationId: z.uuid(),
  returnIds: z.array(z.uuid()).min(1).max(verdictTypes.length),
});

/** Null: nobody has it. */
export const assignSchema = onCaseSchema.extend({ assigneeId: z.uuid().nullable() });
/** Gives it back to whoever had it, unless it was given to somebody else meanwhile. */
export const undoAssignSchema = z.object({
  applicationId: z.uuid(),
  givenId: z.uuid().nullable(),
  previousId: z.uuid().nullable(),
});

const maxSnoozeDays = 90;
const dayMs = 86_400_000;

const notTooFar = z.iso
  .datetime({ error: "snooze.past" })
  .transform((text) => new Date(text))
  .refine(
    (until) => until.getTime() <= Date.now() + maxSnoozeDays * dayMs,
    messageOf("snooze.far", { days: maxSnoozeDays }),
  );

/** A moment in ISO 8601; null wakes it up. */
export const snoozeSchema = onCaseSchema.extend({
  until: notTooFar.refine((until) => until > new Date(), "snooze.past").nullable(),
});

/** What was before may have passed meanwhile. It comes from the browser, so it is bound as a new snooze is. */
export const undoSnoozeSchema = z.object({
  applicationId: z.uuid(),
  until: notTooFar.nullable(),
  previous: notTooFar.nullable(),
});

export const awaySchema = z.object({ away: z.boolean() });

/** `mentions`: whom the words name with @, chosen from the list of the team. */
export const commentSchema = z.object({
  applicationId: z.uuid(),
  body: optionalText(maxCommentLength).min(1, { error: "required" }),
  mentions: z.array(z.uuid()).max(20).default([]),
});
export const takeBackCommentSchema = z.object({ applicationId: z.uuid(), commentId: z.uuid() });

/** What the partner's staff say to a merchant about a refused section, beside DOKU's own notes. */
export type Returned = { type: CallbackType; reasons: ReasonCode[]; note: string; returnedAt: Date };

/** The desk's form that puts a note of DOKU's under an entry of the catalogue; without one it is taken back. */
export const mapReasonSchema = z.object({
  fingerprint: z.string().min(1).max(100),
  reason: z.preprocess((value) => (value === "" ? null : value), z.enum(reasonCodes, { error: "choose" }).nullable()),
});
