/**
 * What insight counts of one merchant. db/queries/count-insight.ts counts the same in SQL for a whole week; a test holds
 * the two together over random histories. The definitions in words are in docs/insight.md and on the page.
 */
import type { ApplicationState, ApplicationWay } from "./applications";
import { type BusinessPart, businessParts } from "./business";
import { clockHours } from "./clocks";
import { businessTypes } from "./kinds";
import type { ReasonCode } from "./reasons";
import { type Requirement, slotsOf } from "./requirements";
import type { CallbackType } from "./sections";
import type { Standing } from "./standing";

/** `UNKNOWN`: the merchant has not chosen yet. */
export const cohortKinds = [...businessTypes, "UNKNOWN"] as const;
export type CohortKind = (typeof cohortKinds)[number];

/**
 * How far a merchant got. Each of the first five presupposes the one before; `approved` and `live` count those too who
 * got there after a refusal.
 */
export const funnelSteps = ["invited", "started", "submitted", "first_pass", "first_live", "approved", "live"] as const;
export type FunnelStep = (typeof funnelSteps)[number];

/** Where a merchant stays that DOKU has not registered yet, in the order of the way. `lite`: invited to DOKU's dashboard. */
export const leftSteps = [
  "never_came",
  "requirements",
  "uploads",
  ...businessParts,
  "check",
  "sending",
  "lite",
] as const;
export type LeftStep = (typeof leftSteps)[number];

/**
 * `step`: funnel steps · `left`: steps of those not registered · `stay` and `open`: finished and unfinished stays in a
 * standing · `refusal` and `refused_merchant`: by reason · `kept`, `late` and `waiting`: verdicts by section.
 */
export const measures = [
  "step",
  "left",
  "stay",
  "open",
  "refusal",
  "refused_merchant",
  "kept",
  "late",
  "waiting",
] as const;
export type Measure = (typeof measures)[number];

/** `value`: minutes of a `stay` (rounded), or for `waiting` the minute since 1970 in which it is due; else 0. */
export type Count = { measure: Measure; key: string; value: number; count: number };

/** All of a merchant that insight looks at. */
export type History = {
  state: ApplicationState;
  way: ApplicationWay;
  submittedAt: Date | null;
  /** The requirements were read for its kind of business. */
  isKindChosen: boolean;
  requirements: readonly Requirement[] | null;
  /** Slots that hold a file. */
  slotIds: readonly string[];
  completed: readonly BusinessPart[];
  stays: readonly { standing: Standing; at: Date; leftAt: Date | null }[];
  attempts: readonly { type: CallbackType; attempt: number; sentAt: Date; decidedAt: Date | null }[];
  refusals: readonly { type: CallbackType; attempt: number; reason: ReasonCode; at: Date }[];
};

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Western Indonesian time, which has no summer time. */
const wibMs = 7 * 3_600_000;

/** The Monday, in WIB, of the week in which a moment lies, as YYYY-MM-DD. */
export function weekOf(moment: Date): string {
  const days = Math.floor((moment.getTime() + wibMs) / dayMs);
  // Day 0 was a Thursday.
  const monday = days - ((((days + 3) % 7) + 7) % 7);
  return new Date(monday * dayMs).toISOString().slice(0, 10);
}

/** The week so many weeks later, or earlier when negative. */
export function weekAfter(week: string, weeks: number): string {
  return new Date(Date.parse(week) + weeks * 7 * dayMs).toISOString().slice(0, 10);
}

/**
 * Minutes of a stay as insight keeps them: whole minutes below an hour, whole hours below ten days, whole days above,
 * always rounded down. It never changes which of two is longer, so a median of rounded stays is the rounded median.
 */
export function stayMinutes(ms: number): number {
  const minutes = Math.max(0, Math.floor(ms / minuteMs));
  if (minutes < 60) return minutes;
  return minutes < 14_400 ? minutes - (minutes % 60) : minutes - (minutes % 1_440);
}

/** Standings that say that every section with a verdict is approved. */
export const approvedStandings: readonly Standing[] = ["approved", "not_opened", "live"];

/** When it was first approved as a whole, first live, and whether nothing had been refused before that. */
export function milestonesOf({ submittedAt, stays, refusals }: Pick<History, "submittedAt" | "stays" | "refusals">) {
  const earliest = (dates: readonly Date[]) => (dates.length > 0 ? new Date(Math.min(...dates.map(Number))) : null);
  const first = (wanted: readonly Standing[]) =>
    submittedAt && earliest(stays.filter(({ standing }) => wanted.includes(standing)).map(({ at }) => at));
  const approvedAt = first(approvedStandings);
  const isFirstPass = approvedAt !== null && !refusals.some(({ at }) => at <= approvedAt);
  return { approvedAt, liveAt: first(["live"]), isFirstPass };
}

const hasCome = ({ state, submittedAt, stays }: History) =>
  submittedAt !== null || state !== "invited" || stays.some(({ standing }) => standing !== "invited");

/** The steps that a merchant reached. */
export function stepsOf(history: History): FunnelStep[] {
  const { approvedAt, liveAt, isFirstPass } = milestonesOf(history);
  const reached: Record<FunnelStep, boolean> = {
    invited: true,
    started: hasCome(history),
    submitted: history.submittedAt !== null,
    first_pass: isFirstPass,
    first_live: isFirstPass && liveAt !== null,
    approved: approvedAt !== null,
    live: liveAt !== null,
  };
  return funnelSteps.filter((step) => reached[step]);
}

/** Whether each mandatory file of the business and its first contact is there; what is typed beside them is not looked at. */
function hasFiles({ requirements, slotIds }: History): boolean {
  const slots = slotsOf(requirements ?? [], ["primary"]).filter(({ requirement }) => requirement.mandatory);
  return slots.every(({ id }) => slotIds.includes(id));
}

/** The step at which a merchant stays that is not registered at DOKU; null for one that is. */
export function leftAt(history: History): LeftStep | null {
  const { state, way, submittedAt, isKindChosen, requirements, completed } = history;
  if (submittedAt) return null;
  if (way === "lite") return "lite";
  if (!hasCome(history)) return "never_came";
  if (state !== "invited" && state !== "draft") return "sending";
  if (!isKindChosen || !requirements) return "requirements";
  if (!hasFiles(history)) return "uploads";
  return businessParts.find((part) => !completed.includes(part)) ?? "check";
}

function verdicts(attempts: History["attempts"]): Count[] {
  return attempts.flatMap(({ type, attempt, sentAt, decidedAt }): Count[] => {
    const hours = clockHours[type];
    if (hours === null) return [];
    const dueAt = new Date(sentAt.getTime() + hours * 60 * minuteMs);
    if (decidedAt) return [{ measure: decidedAt <= dueAt ? "kept" : "late", key: type, value: 0, count: 1 }];
    // Sent again before DOKU decided: the later one counts.
    if (attempts.some((other) => other.type === type && other.attempt > attempt)) return [];
    return [{ measure: "waiting", key: type, value: Math.ceil(dueAt.getTime() / minuteMs), count: 1 }];
  });
}

function refusalCounts(refusals: History["refusals"]): Count[] {
  const each = new Set(refusals.map(({ type, attempt, reason }) => JSON.stringify([type, attempt, reason])));
  const reasons = [...each].map((one): string => JSON.parse(one)[2]);
  return [
    ...reasons.map((key): Count => ({ measure: "refusal", key, value: 0, count: 1 })),
    ...[...new Set(reasons)].map((key): Count => ({ measure: "refused_merchant", key, value: 0, count: 1 })),
  ];
}

/** Everything that is counted of one merchant; the same count may come more than once. */
export function countsOf(history: History): Count[] {
  const left = leftAt(history);
  return [
    ...stepsOf(history).map((key): Count => ({ measure: "step", key, value: 0, count: 1 })),
    ...(left ? [{ measure: "left", key: left, value: 0, count: 1 } as const] : []),
    ...history.stays.map(({ standing, at, leftAt: until }): Count => {
      if (!until) return { measure: "open", key: standing, value: 0, count: 1 };
      return { measure: "stay", key: standing, value: stayMinutes(until.getTime() - at.getTime()), count: 1 };
    }),
    ...refusalCounts(history.refusals),
    ...verdicts(history.attempts),
  ];
}
