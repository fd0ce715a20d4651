import type { Submission } from "@/db/queries/submissions";
import type { DokuClient } from "../doku/client";

/** A submission in the hands of one worker. `holder` is the worker's mark on the lease. */
export type HeldSubmission = { submission: Submission; holder: string; doku: DokuClient };
