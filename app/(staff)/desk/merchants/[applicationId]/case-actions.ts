"use server";

import { staffAction } from "@/lib/action";
import { assignCase, undoAssign } from "@/lib/desk/assign";
import { setAway } from "@/lib/desk/away";
import { commentOn, seeMentions, takeBackComment } from "@/lib/desk/comment";
import { returnSections, takeBackReturn } from "@/lib/desk/return-section";
import { seeDrifts } from "@/lib/desk/see-drifts";
import { snoozeCase, undoSnooze } from "@/lib/desk/snooze";
import {
  assignSchema,
  awaySchema,
  commentSchema,
  onCaseSchema,
  returnSectionsSchema,
  seenMentionsSchema,
  snoozeSchema,
  takeBackCommentSchema,
  takeBackReturnSchema,
  undoAssignSchema,
  undoSnoozeSchema,
} from "@/lib/domain/case-deeds";

/** Refused sections go back to the merchant, with reasons and words. */
export const returnToMerchant = staffAction("case.return", returnSectionsSchema, returnSections);

/** Takes them back while the merchant has not sent them anew. */
export const takeBackReturned = staffAction("case.return", takeBackReturnSchema, takeBackReturn);

/** Gives the case to somebody, or to nobody. */
export const assignCaseTo = staffAction("case.assign", assignSchema, assignCase);
export const undoAssigned = staffAction("case.assign", undoAssignSchema, undoAssign);

/** One's own "away". */
export const markAway = staffAction("case.assign", awaySchema, setAway);

/** Keeps the merchant out of the queue until a moment. */
export const snoozeUntilThen = staffAction("case.snooze", snoozeSchema, snoozeCase);
export const undoSnoozed = staffAction("case.snooze", undoSnoozeSchema, undoSnooze);

/** Words to colleagues. */
export const sayComment = staffAction("case.comment", commentSchema, commentOn);
export const dropComment = staffAction("case.comment", takeBackCommentSchema, takeBackComment);

/** The reader has seen the comments that mention it. */
export const sawMentions = staffAction("desk.see", seenMentionsSchema, seeMentions);

/** Takes note of the differences that readings found. */
export const sawDrifts = staffAction("case.ask", onCaseSchema, seeDrifts);
