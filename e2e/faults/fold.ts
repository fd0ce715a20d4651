/** The state of every entity must follow from what is stored: the events by DOKU's time, and the readings after them. */

import { stateOfStatus } from "@/lib/doku/status";
import type { EntityRecord } from "@/sandbox/store/records";
import type { AtDoku } from "./doku";
import { grouped, knownOf, type Reading, readings, type StoredEvent, storedEvents } from "./log-of-run";
import { type Checked, noteLooked } from "./run";

/** What DOKU said of an entity at some moment of a reading. */
export function statesDuring({ history, status, updatedAt }: EntityRecord, { from, to }: Reading): Set<string | null> {
  // Everything begins in review, before the first change that its history has.
  const changes = [{ status: "UPDATING", at: "1970-01-01T00:00:00Z" }, ...history];
  const states = changes.filter(({ at }, index) => {
    const until = changes[index + 1]?.at;
    return Date.parse(at) <= to && (until === undefined || Date.parse(until) >= from);
  });
  const known = states.map((change) => stateOfStatus(change.status));
  return new Set(Date.parse(updatedAt) <= to ? [...known, stateOfStatus(status)] : known);
}

type Facts = { entity: EntityRecord; state: string; events: StoredEvent[]; reads: Reading[]; correctedAt: number[] };

/** A reading's time is cut to seconds, and clocks of one machine agree to less. */
const graceMs = 1_500;

/** Why the entity may be in its state, or null when nothing that is stored says so. */
function explanationOf({ entity, state, events, reads, correctedAt }: Facts): string | null {
  const told = events.filter(({ said }) => said?.entityId === entity.id && said.type === entity.type && said.state);
  const timed = told.filter(({ said }) => said?.dokuTime);
  const last = timed.sort((one, other) => Number(one.said?.dokuTime) - Number(other.said?.dokuTime)).at(-1);
  if (last?.said?.state === state) return "the last event";
  if (told.some(({ said }) => !said?.dokuTime && said?.state === state)) return "an event without a time";
  const since = last?.said?.dokuTime?.getTime() ?? 0;
  if (state === "in_review" && correctedAt.some((at) => at > since - graceMs)) return "a correction";
  const read = reads.some((one) => one.to > since - graceMs && statesDuring(entity, one).has(state));
  return read ? "a reading" : null;
}

/** Checked before the last readings, which would put everything right. */
export async function checkFold(run: Checked, businesses: Map<string, AtDoku>): Promise<void> {
  const events = grouped(
    (await storedEvents(run)).filter(({ verified }) => verified),
    ({ applicationId }) => applicationId,
  );
  const reads = grouped(await readings(run), ({ applicationId }) => applicationId);
  for (const { applicationId } of run.merchants) {
    const business = businesses.get(applicationId);
    if (!business) continue;
    const { entities, corrected } = await knownOf(run, applicationId);
    for (const { type, entityId, state } of entities) {
      const entity = business.entities.find((one) => one.type === type && one.id === entityId);
      const facts = {
        state,
        events: events.get(applicationId) ?? [],
        reads: reads.get(applicationId) ?? [],
        correctedAt: corrected.filter((one) => one.type === type).map(({ at }) => at),
      };
      noteLooked(run, "states folded", 1);
      if (!entity) run.violations.add(`${applicationId}: ${type} ${entityId} is not at DOKU`);
      else if (!explanationOf({ entity, ...facts })) {
        run.violations.add(`${applicationId}: ${type} ${entityId} is ${state}, which no event and no reading says`);
      }
    }
  }
}
