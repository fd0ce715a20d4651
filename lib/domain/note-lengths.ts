/** How long the words of staff may be, in characters; their forms say it too. */

/** To the merchant, about a section that goes back. */
export const maxNoteLength = 1000;
/** To colleagues. */
export const maxCommentLength = 4000;
