import type { Submission } from "@/db/queries/submissions";
import type { DokuClient } from "../doku/client";

/**
 * A submission in the hands of one worker. `holder` is the worker's mark on the lease. `wasSent`: a try before this one
 * may have reached DOKU. `isDecided`: a person has just said that it is to be sent (again).
 */
export type HeldSubmission = {
  submission: Submission;
  holder: string;
  doku: DokuClient;
  wasSent: boolean;
  isDecided: boolean;
};
