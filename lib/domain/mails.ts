/** The mails about an application's way at DOKU: what each kind carries, and when one is no longer worth sending. */
import { z } from "zod";
import { type ChangeState, changeableTypes } from "./changes";
import type { OverallState } from "./overall";
import { type ReminderMatter, reminderMatters } from "./reminders";
import { type CallbackType, callbackTypes, type EntityState } from "./sections";

const none = z.object({});
const change = z.object({ type: z.enum(changeableTypes), changeId: z.uuid() });
/** `dueAt` in ISO 8601: when the first of these sections' clocks runs out. */
const clock = z.object({ types: z.array(z.enum(callbackTypes)).min(1), dueAt: z.iso.datetime() });
/** `reasons` are codes of the catalogue (lib/domain/reasons); DOKU's own words may quote personal data and stay out. */
const refusal = z.object({ type: z.enum(callbackTypes), attempt: z.int().positive(), reasons: z.array(z.string()) });
/** Sections that staff gave back; their words may be personal and stay in the portal. */
const returned = z.object({ types: z.array(z.enum(callbackTypes)).min(1), returnIds: z.array(z.uuid()).min(1) });

/** `number`: the first, second … since the merchant's last deed. */
const reminder = z.object({ matter: z.enum(reminderMatters), number: z.int().positive() });

const merchantMails = [
  z.object({ kind: z.literal("submitted"), facts: none }),
  z.object({ kind: z.literal("invited_by_doku"), facts: none }),
  z.object({ kind: z.literal("rejected"), facts: refusal }),
  z.object({ kind: z.literal("approved"), facts: none }),
  z.object({ kind: z.literal("live"), facts: z.object({ canReceive: z.literal([0, 1]) }) }),
  z.object({ kind: z.literal("paid_out"), facts: none }),
  z.object({ kind: z.literal("suspended"), facts: none }),
  z.object({ kind: z.literal("change_approved"), facts: change }),
  z.object({ kind: z.literal("change_declined"), facts: change }),
  z.object({ kind: z.literal("returned"), facts: returned }),
  z.object({ kind: z.literal("reminder"), facts: reminder }),
  // `on` in ISO 8601: when everything is erased at the earliest.
  z.object({ kind: z.literal("erasing"), facts: z.object({ on: z.iso.datetime() }) }),
] as const;
const staffMails = [
  z.object({ kind: z.literal("clock_due_soon"), facts: clock }),
  z.object({ kind: z.literal("clock_overdue"), facts: clock }),
  z.object({ kind: z.literal("mention"), facts: z.object({ commentId: z.uuid() }) }),
] as const;

/** A mail as it is stored: codes and numbers only, no names and no addresses. */
export const statusMailSchema = z.discriminatedUnion("kind", [...merchantMails, ...staffMails]);
export type StatusMail = z.output<typeof statusMailSchema>;
export type MailKind = StatusMail["kind"];
export type MerchantMail = z.output<(typeof merchantMails)[number]>;
export type StaffMail = z.output<(typeof staffMails)[number]>;

/** What is true when a mail is about to leave: it may have waited for the mail server for hours. */
export type MailGround = {
  overall: OverallState | null;
  /** When the first of the running clocks runs out; null when none runs. */
  dueAt: Date | null;
  /** The last attempt of each section. */
  attempts: ReadonlyMap<CallbackType, { attempt: number; state: EntityState }>;
  /** Sections of which DOKU still owes a verdict. */
  inReview: ReadonlySet<CallbackType>;
  /** The request that the mail answers; null for every other mail. */
  change: ChangeState | null;
  /** Returns of sections that are still refused and that nobody took back. */
  returns: ReadonlySet<string>;
  /** Whether the comment that the mail is about is still there and its receiver has not seen it. */
  isMentionNew: boolean;
  /** What the merchant could do now, and how often it was reminded since its last deed; null for every other mail. */
  reminder: { matter: ReminderMatter | null; reminded: number } | null;
  /** Whether nobody did anything since the merchant was told that its data will be erased. */
  isErasing: boolean;
};

const isOneOf = (overall: OverallState | null, ...states: OverallState[]) => states.some((state) => state === overall);

/** Whether the mail would tell its reader what is no longer so. */
export function isOutOfDate(mail: StatusMail, ground: MailGround): boolean {
  switch (mail.kind) {
    // A receipt stays true.
    case "submitted":
    case "invited_by_doku":
      return false;
    case "rejected": {
      const last = ground.attempts.get(mail.facts.type);
      return last?.state !== "rejected" || last.attempt !== mail.facts.attempt;
    }
    case "approved":
      return !isOneOf(ground.overall, "approved", "live", "settlement_held");
    case "live":
      return !isOneOf(ground.overall, "live", "settlement_held");
    case "paid_out":
      return ground.overall !== "live";
    case "suspended":
      return ground.overall !== "suspended";
    case "change_approved":
      return ground.change !== "approved";
    case "change_declined":
      return ground.change !== "declined";
    case "returned":
      return !mail.facts.returnIds.some((id) => ground.returns.has(id));
    case "reminder": {
      const { matter, number } = mail.facts;
      return ground.reminder?.matter !== matter || ground.reminder.reminded < number;
    }
    case "erasing":
      return !ground.isErasing;
    case "mention":
      return !ground.isMentionNew;
    case "clock_due_soon":
    case "clock_overdue": {
      const { dueAt, types } = mail.facts;
      return !ground.dueAt || ground.dueAt > new Date(dueAt) || !types.some((type) => ground.inReview.has(type));
    }
  }
}
