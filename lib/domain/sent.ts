/** What was sent to DOKU, as we keep it: the ground that corrections are compared with and built on. */
import type { Answers } from "./business";
import type { CallbackType } from "./sections";

/** One of our files in the slot that it was sent for. */
export type SentFile = { fileId: string; slotId: string };

/** The whole of what DOKU has after a submission: a correction's is the one before with the corrected parts replaced. */
export type Sent = { answers: Answers; files: SentFile[] };

/** `review`: DOKU decides about it again · `drop`: it is left out of the new list, and DOKU takes it away. */
export type TargetEntity = { type: CallbackType; entityId: string; effect: "review" | "drop" };

/** What one correction is about. Ids and our own keys only, nothing personal. */
export type CorrectionTarget = {
  cause: "correction" | "change";
  types: CallbackType[];
  entities: TargetEntity[];
  /** DOKU's ids of the corrected parts, by our own keys. */
  ids: {
    address: string | null;
    bank: string | null;
    contacts: Record<string, string>;
    socialMedia: Record<string, string>;
  };
  /** By id of the file that is sent: DOKU's entity whose place it takes. */
  replaces: Record<string, string>;
  /** Of documents and photos, what is sent: new files, and documents whose typed values alone were changed. */
  newFileIds: string[];
  /** Networks whose accounts are sent; the others are approved and stay as they are. */
  socialCodes: string[];
  /** Granted changes of approved data that this carries out. */
  changeIds: string[];
};
