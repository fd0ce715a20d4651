/** What the parts of a run share. */
import { setTimeout } from "node:timers/promises";
import type { Database } from "@/db/client";
import type { Network } from "./network";
import { insist } from "./patience";
import type { Member, Merchant } from "./people";
import type { Random } from "./random";
import type { Plan } from "./settings";
import type { Stage } from "./stage";

export type Counts = Record<
  | "changes"
  | "kills"
  | "faults"
  | "fullDisks"
  | "refusedForRoom"
  | "submitted"
  | "corrections"
  | "drafts"
  | "uploads"
  | "deeds"
  | "pages"
  | "rescues"
  | "asked"
  | "decided"
  | "newSecrets",
  number
>;

/** What the invariants look at: a run that is over, or a test's own. */
export type Checked = {
  stage: {
    database: Pick<Database, "db" | "executeSql">;
    sandbox: { url: string };
    network: Pick<Network, "ledger" | "forgedTaken">;
  };
  merchants: Merchant[];
  /** Comments and returns of staff, and wishes of merchants to change something, that were answered as done. */
  deeds: { applicationId: string; table: "comments" | "returns" | "change_requests" }[];
  /** What staff have decided about changes of approved data, by the request's id. */
  decisions: Map<string, "approve" | "decline">;
  /** What must never be, in words with ids only. */
  violations: Set<string>;
  /** How much each invariant has looked at: one that had nothing to look at proves nothing. */
  looked: Map<string, number>;
};

export type Run = Checked & {
  plan: Plan;
  stage: Stage;
  random: Random;
  staff: Member;
  counts: Counts;
  startedAt: number;
  /** From 0 to 1, how much of the load is over. */
  progress: () => number;
  isOver: boolean;
};

/** Does it again and again with pauses around `everyMs` until the run is over; what fails is tried again next time. */
export async function repeat(run: Run, random: Random, everyMs: number, what: () => Promise<void>): Promise<void> {
  while (!run.isOver) {
    await setTimeout(everyMs * (0.5 + random.next()));
    // Everything around is being killed: a person who gets an error page comes back.
    if (!run.isOver) await what().catch(() => {});
  }
}

/** Rows of the database, however often it has to be asked. */
export async function rowsOf<T>(run: Pick<Checked, "stage">, text: string, values: unknown[] = []): Promise<T[]> {
  return await insist("a query", async () => (await run.stage.database.executeSql(text, values)).rows as T[]);
}

/** Counts what an invariant has looked at. */
export function noteLooked({ looked }: Pick<Checked, "looked">, what: string, count: number): void {
  looked.set(what, (looked.get(what) ?? 0) + count);
}
