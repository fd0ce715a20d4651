/** What the merchant's status page says, decided apart from how it looks. */
import {
  type ApplicationState,
  type ApplicationWay,
  isUnderWay,
  type SubmissionKind,
  type SubmissionStage,
} from "@/lib/domain/applications";
import type { AttemptFacts, SentFacts } from "@/lib/domain/attempt-history";
import type { Returned } from "@/lib/domain/case-deeds";
import type { ChangeState } from "@/lib/domain/changes";
import { type OverallState, overallState, settlementOf } from "@/lib/domain/overall";
import type { ExplainedNote } from "@/lib/domain/reasons";
import {
  type CallbackType,
  canReceivePayments,
  type Entity,
  isBrandSuspended,
  type Section,
  sectionsOf,
  sentTimes,
  verdictTypes,
} from "@/lib/domain/sections";
import { verdictProgress } from "@/lib/domain/standing";
import { type ProductRow, productRows, type VerdictRow, verdictRows } from "./status-rows";

/** `reasons`: its notes with their entries of the catalogue. */
export type KnownEntity = Entity & { changedAt: Date; reasons: ExplainedNote[] };
export type KnownAttempt = AttemptFacts & { reasons: ExplainedNote[] };

/** A section that is open for its merchant, and how far its correction is. */
export type OpenSection = {
  type: CallbackType;
  cause: "correction" | "change";
  state: "unchanged" | "incomplete" | "ready";
};

/** A request to change approved data. */
export type AskedChange = {
  type: CallbackType;
  state: ChangeState;
  answer: string | null;
  askedAt: Date;
  decidedAt: Date | null;
};

/** The last way to DOKU. `types`: what a correction is about; empty for a registration. */
export type Progress = {
  kind: SubmissionKind;
  stage: SubmissionStage;
  types: readonly CallbackType[];
  filesSent: number;
  filesTotal: number;
  nextTryAt: Date | null;
  lastFailure: string | null;
};

export type StatusFacts = {
  application: { state: ApplicationState; way?: ApplicationWay; dokuBusinessId: string | null };
  entities: readonly KnownEntity[];
  /** Every attempt of every section. */
  attempts: readonly KnownAttempt[];
  /** Everything that reached DOKU, the first first. */
  sendings: readonly SentFacts[];
  progress: Progress | null;
  open: readonly OpenSection[];
  /** The latest first. */
  changes: readonly AskedChange[];
  /** What staff said about sections that are refused now. */
  returned: readonly Returned[];
};

export type Sending = {
  kind: "sending";
  stage: SubmissionStage;
  filesSent: number;
  filesTotal: number;
  /** When it is tried again after a failure, or that it is once DOKU answers anybody; null while it is being tried. */
  retryAt: Date | "doku_answers" | null;
};

/** A correction that has not arrived yet. `stopped`: a person of the partner's has to look at it. */
export type Way = { kind: "sending" | "stopped"; types: readonly CallbackType[]; sending: Sending };

export type AtDoku = {
  kind: "at_doku";
  overall: OverallState;
  way: Way | null;
  /** Verdict rows, those that need something first. */
  verdicts: VerdictRow[];
  /** The brand's own status, and one row a payment method. */
  operational: Section<KnownEntity> | null;
  products: ProductRow[];
  /** Those that the merchant is asked to correct; what is on its way is no longer among them. */
  refused: VerdictRow[];
  /** Changed and complete, but not sent yet. */
  ready: CallbackType[];
  /** Null unless something is suspended; DOKU writes why with the brand, where all of it is (contract section 10). */
  suspension: { scope: "business" | "part"; sections: Section<KnownEntity>[] } | null;
  approved: number;
  total: number;
  settlement: "held" | "open" | "stopped";
  canReceivePayments: boolean;
  /** What changed last, to be spoken. */
  latest: Section<KnownEntity> | null;
};

export type StatusModel = Sending | { kind: "stopped" } | AtDoku;

function retryAtOf(progress: Progress | null, now: Date): Sending["retryAt"] {
  if (progress?.lastFailure === "paused") return "doku_answers";
  return progress?.lastFailure && progress.nextTryAt && progress.nextTryAt > now ? progress.nextTryAt : null;
}

function sendingOf(progress: Progress | null, now: Date): Sending {
  return {
    kind: "sending",
    stage: progress?.stage ?? "queued",
    filesSent: progress?.filesSent ?? 0,
    filesTotal: progress?.filesTotal ?? 0,
    retryAt: retryAtOf(progress, now),
  };
}

function wayOf({ application, progress }: StatusFacts, now: Date): Way | null {
  if (progress?.kind !== "correction") return null;
  const { types } = progress;
  if (isUnderWay(progress.stage)) return { kind: "sending", types, sending: sendingOf(progress, now) };
  // Given back by staff it is the merchant's again, although it stays stopped.
  const isStopped = progress.stage === "attention" && application.state === "attention";
  return isStopped ? { kind: "stopped", types, sending: sendingOf(progress, now) } : null;
}

function suspensionOf(sections: readonly Section<KnownEntity>[]): AtDoku["suspension"] {
  const suspended = sections.filter(({ type, state }) => state === "suspended" && type !== "BRAND_PRODUCT");
  if (suspended.length === 0) return null;
  if (!isBrandSuspended(suspended.flatMap(({ entities }) => entities))) return { scope: "part", sections: suspended };
  const brand = suspended.filter(({ type, notes }) => type === "BRAND" && notes.length > 0);
  return { scope: "business", sections: brand.length > 0 ? brand : suspended };
}

function atDoku(facts: StatusFacts, now: Date): AtDoku {
  const { entities, attempts, open } = facts;
  const latestAttempts = new Map<CallbackType, KnownAttempt>();
  for (const attempt of attempts) {
    if ((latestAttempts.get(attempt.type)?.attempt ?? 0) < attempt.attempt) latestAttempts.set(attempt.type, attempt);
  }
  const sections = sectionsOf(entities, sentTimes(latestAttempts));
  const sectionOf = (type: CallbackType | undefined) => sections.find((section) => section.type === type) ?? null;
  const overall = overallState(sections);
  const way = wayOf(facts, now);
  const verdicts = verdictRows(
    sections.filter(({ type }) => verdictTypes.includes(type)),
    { facts, latestAttempts, way, now },
  );
  const newest = entities.reduce<KnownEntity | null>(
    (latest, entity) => (latest && latest.changedAt >= entity.changedAt ? latest : entity),
    null,
  );
  const products = sectionOf("BRAND_PRODUCT");
  return {
    kind: "at_doku",
    overall,
    way,
    verdicts,
    operational: sectionOf("BRAND.OPERATIONAL_STATUS"),
    products: products ? productRows(products, now) : [],
    refused: verdicts.filter(({ state, way }) => state === "rejected" && way === null),
    ready: open.filter(({ state }) => state === "ready").map(({ type }) => type),
    suspension: suspensionOf(sections),
    ...verdictProgress(sections),
    settlement: settlementOf[overall],
    canReceivePayments: canReceivePayments(entities),
    latest: sectionOf(newest?.type),
  };
}

/** The page's content for an application that left the merchant's hands. */
export function statusModel(facts: StatusFacts, now: Date): StatusModel {
  const { state, dokuBusinessId } = facts.application;
  if (dokuBusinessId || state === "submitted") return atDoku(facts, now);
  return state === "attention" ? { kind: "stopped" } : sendingOf(facts.progress, now);
}
