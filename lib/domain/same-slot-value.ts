/** Whether what is typed beside a file is what was sent, however it is written. Without schemas: it is shown before they are there. */
import { cleanText, withoutMarks } from "./fields/clean-text";

/** @param sent as DOKU has it, in its normal form */
export function isSameSlotValue(isNumeric: boolean, typed: string, sent: string): boolean {
  return (isNumeric ? withoutMarks(typed) : cleanText(typed)) === sent;
}
