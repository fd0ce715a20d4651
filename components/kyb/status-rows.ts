/** One row of the status page: what the merchant reads about one section, and what can be done there. */
import { historyOf, type PastAttempt } from "@/lib/domain/attempt-history";
import type { Returned } from "@/lib/domain/case-deeds";
import { isChangeable } from "@/lib/domain/changes";
import { type ClockState, clockOf } from "@/lib/domain/clocks";
import type { ReasonClass } from "@/lib/domain/reasons";
import { type CallbackType, isBrandSuspended, type Section } from "@/lib/domain/sections";
import type { KnownAttempt, KnownEntity, OpenSection, StatusFacts, Way } from "./status-model";

/** What may be done about a refusal. */
export type Fix = {
  class: ReasonClass;
  /** Null: it can't be corrected now. */
  progress: OpenSection["state"] | null;
};

/** Where a change of approved data stands. `open`: the merchant may change it now. */
export type ChangeStep =
  | { kind: "askable" }
  | { kind: "asked"; askedAt: Date }
  | { kind: "open"; isReady: boolean }
  | { kind: "declined"; answer: string };

export type VerdictRow = Section<KnownEntity> & {
  /** How often it was sent; 0 when that is not known yet. */
  attempt: number;
  sentAt: Date | null;
  /** Since when it is in its state. */
  since: Date;
  clock: ClockState | null;
  /** How its correction is on its way to DOKU. */
  way: Way["kind"] | null;
  /** Only of a refused one. */
  fix: Fix | null;
  /** What the partner's staff say about the refusal. */
  returned: Returned | null;
  /** Only of an approved one that may be changed. */
  change: ChangeStep | null;
  /** The newest first. */
  history: PastAttempt<KnownAttempt>[];
};

export type ProductRow = {
  entity: KnownEntity;
  /** Null when no clock runs. */
  dueAt: Date | null;
  clock: ClockState | null;
};

type Context = {
  facts: StatusFacts;
  latestAttempts: ReadonlyMap<CallbackType, KnownAttempt>;
  way: Way | null;
  now: Date;
};

const urgency = ["suspended", "rejected", "in_review", "inactive", "approved"] as const;
const classUrgency = ["fix_now", "fix_later", "final"] as const;

/** When the last of the entities that make the state got there. */
function sinceOf({ state, entities }: Section<KnownEntity>): Date {
  const times = entities.filter((entity) => entity.state === state).map(({ changedAt }) => changedAt.getTime());
  return new Date(Math.max(...times));
}

/** One thing that can be corrected now is enough to open the section. */
function fixOf(section: Section<KnownEntity>, open: readonly OpenSection[]): Fix | null {
  if (section.state !== "rejected") return null;
  const refused = section.entities.filter(({ state }) => state === "rejected");
  const classes = refused.flatMap(({ reasons }) =>
    reasons.length > 0 ? reasons.map((reason) => reason.class) : ["fix_now" as const],
  );
  return {
    class: classUrgency.find((one) => classes.includes(one)) ?? "fix_now",
    progress: open.find(({ type }) => type === section.type)?.state ?? null,
  };
}

function changeOf(section: Section<KnownEntity>, { facts, latestAttempts }: Context): ChangeStep | null {
  const { type, state } = section;
  // A merchant whom DOKU invited changes its data there.
  if (facts.application.way === "lite") return null;
  if (state !== "approved" || !isChangeable(type) || isBrandSuspended(facts.entities)) return null;
  const opened = facts.open.find((one) => one.type === type && one.cause === "change");
  if (opened) return { kind: "open", isReady: opened.state === "ready" };
  const last = facts.changes.find((change) => change.type === type);
  if (last?.state === "asked") return { kind: "asked", askedAt: last.askedAt };
  // Granted but not open: something else is on its way to DOKU just now.
  if (last?.state === "approved") return null;
  const sentAt = latestAttempts.get(type)?.sentAt;
  const isCurrent = last?.decidedAt && (!sentAt || last.decidedAt > sentAt);
  return last?.state === "declined" && last.answer && isCurrent
    ? { kind: "declined", answer: last.answer }
    : { kind: "askable" };
}

/** The rows with a verdict, those that need something first. */
export function verdictRows(sections: readonly Section<KnownEntity>[], context: Context): VerdictRow[] {
  const { facts, latestAttempts, way, now } = context;
  return sections
    .map((section): VerdictRow => {
      const latest = latestAttempts.get(section.type);
      return {
        ...section,
        attempt: latest?.attempt ?? 0,
        sentAt: latest?.sentAt ?? null,
        since: sinceOf(section),
        clock: clockOf(section, now),
        way: way?.types.includes(section.type) ? way.kind : null,
        fix: fixOf(section, facts.open),
        returned: facts.returned.findLast(({ type }) => type === section.type) ?? null,
        change: changeOf(section, context),
        history: historyOf(section.type, facts.attempts, facts.sendings),
      };
    })
    .sort((one, other) => urgency.indexOf(one.state) - urgency.indexOf(other.state));
}

/** One row a payment method; its clock stands once it is active or refused. */
export function productRows(section: Section<KnownEntity>, now: Date): ProductRow[] {
  return section.entities.map((entity) => {
    const dueAt = entity.state === "in_review" ? section.dueAt : null;
    return { entity, dueAt, clock: clockOf({ type: section.type, dueAt }, now) };
  });
}
