/** What the merchant's status page says, decided apart from how it looks. */
import type { ApplicationState, SubmissionStage } from "@/lib/domain/applications";
import { type OverallState, overallState, settlementOf } from "@/lib/domain/overall";
import {
  canReceivePayments,
  type Entity,
  type Section,
  type SentTimes,
  sectionsOf,
  verdictTypes,
} from "@/lib/domain/sections";
import { verdictProgress } from "@/lib/domain/standing";

export type KnownEntity = Entity & { changedAt: Date };

export type Sending = {
  kind: "sending";
  stage: SubmissionStage;
  filesSent: number;
  filesTotal: number;
  /** When it is tried again after a failure; null while it is being tried. */
  retryAt: Date | null;
};

export type AtDoku = {
  kind: "at_doku";
  overall: OverallState;
  /** Verdict rows, those that need something first. */
  verdicts: Section[];
  /** The brand's own status, and one entry a payment method. */
  operational: Section | null;
  products: Section | null;
  refused: Section[];
  suspended: Section[];
  approved: number;
  total: number;
  /** Money is not paid out while a verdict is out or against the merchant (contract section 1). */
  settlementHeld: boolean;
  canReceivePayments: boolean;
  /** What changed last, to be spoken. */
  latest: Section | null;
};

export type StatusModel = Sending | { kind: "stopped" } | AtDoku;

type Progress = {
  stage: SubmissionStage;
  filesSent: number;
  filesTotal: number;
  nextTryAt: Date | null;
  lastFailure: string | null;
};

const urgency = ["suspended", "rejected", "in_review", "inactive", "approved"] as const;

function sendingOf(progress: Progress | null, now: Date): Sending {
  const waiting = progress?.lastFailure && progress.nextTryAt && progress.nextTryAt > now ? progress.nextTryAt : null;
  return {
    kind: "sending",
    stage: progress?.stage ?? "queued",
    filesSent: progress?.filesSent ?? 0,
    filesTotal: progress?.filesTotal ?? 0,
    retryAt: waiting,
  };
}

function atDoku(entities: readonly KnownEntity[], sentAt: SentTimes): AtDoku {
  const sections = sectionsOf(entities, sentAt);
  const overall = overallState(sections);
  const verdicts = sections
    .filter((section) => verdictTypes.includes(section.type))
    .sort((one, other) => urgency.indexOf(one.state) - urgency.indexOf(other.state));
  const newest = entities.reduce<KnownEntity | null>(
    (latest, entity) => (latest && latest.changedAt >= entity.changedAt ? latest : entity),
    null,
  );
  const sectionOf = (type: Section["type"] | undefined) => sections.find((section) => section.type === type) ?? null;
  return {
    kind: "at_doku",
    overall,
    verdicts,
    operational: sectionOf("BRAND.OPERATIONAL_STATUS"),
    products: sectionOf("BRAND_PRODUCT"),
    refused: verdicts.filter((section) => section.state === "rejected"),
    suspended: sections.filter((section) => section.state === "suspended" && section.type !== "BRAND_PRODUCT"),
    ...verdictProgress(sections),
    settlementHeld: settlementOf[overall] === "held",
    canReceivePayments: canReceivePayments(entities),
    latest: sectionOf(newest?.type),
  };
}

/** The page's content for an application that left the merchant's hands. */
export function statusModel(
  application: { state: ApplicationState },
  entities: readonly KnownEntity[],
  sentAt: SentTimes,
  progress: Progress | null,
  now: Date,
): StatusModel {
  if (application.state === "attention") return { kind: "stopped" };
  if (application.state !== "submitted") return sendingOf(progress, now);
  return atDoku(entities, sentAt);
}
