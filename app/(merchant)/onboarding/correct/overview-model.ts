/** The page that compares and sends, decided apart from how it looks. */
import { type SectionSlug, slugOf } from "@/lib/domain/correction";
import type { SectionCorrection } from "@/lib/domain/correction-plan";
import type { JudgedSection, Wait } from "@/lib/domain/correction-ready";
import type { ExplainedNote } from "@/lib/domain/reasons";
import type { CallbackType } from "@/lib/domain/sections";

export type OverviewRow = {
  section: SectionCorrection;
  slug: SectionSlug;
  /** `ready`: it is sent now · `waiting`: see `waits` · `final`: DOKU's reasons leave nothing to correct. */
  state: SectionCorrection["state"] | "waiting" | "final";
  /** Why the section, or some of its changes, cannot be sent though nothing in it is missing. */
  waits: Wait | null;
  /** From when DOKU takes it again; null when it does now. */
  laterAt: Date | null;
};

export type Overview = {
  rows: OverviewRow[];
  /** How many sections would be sent; 0 when there is nothing to press. */
  ready: number;
  /** Every section that DOKU then checks, those that share something with a ready one among them. */
  checked: CallbackType[];
  /** Refused and not sent with the others. */
  stays: CallbackType[];
  isChange: boolean;
  /** Approved data is among it, so that payouts wait for the new. */
  holdsSettlement: boolean;
  /** Name and description go to two sections. */
  isShared: boolean;
};

/** Whether every reason of the section's says that nothing can be corrected. */
export function isFinal({ open }: Pick<SectionCorrection, "open">, reasons: readonly ExplainedNote[]): boolean {
  const own = reasons.filter(({ entityId }) => open.some((entity) => entity.entityId === entityId));
  const areAllNoted = open.every((entity) => own.some(({ entityId }) => entityId === entity.entityId));
  return open.length > 0 && areAllNoted && own.every((reason) => reason.class === "final");
}

function laterOf({ open }: SectionCorrection, reasons: readonly ExplainedNote[], now: Date): Date | null {
  const dates = reasons.flatMap(({ entityId, laterAt }) =>
    laterAt && laterAt > now && open.some((entity) => entity.entityId === entityId) ? [laterAt] : [],
  );
  return dates.length > 0 ? new Date(Math.max(...dates.map(Number))) : null;
}

/** @param checked the sections that DOKU checks once it is sent, as the plan says */
export function overviewOf(
  judged: readonly JudgedSection[],
  reasons: readonly ExplainedNote[],
  { checked, now }: { checked: readonly CallbackType[]; now: Date },
): Overview {
  const rows = judged.flatMap(({ section, isSent, waits }): OverviewRow[] => {
    const slug = slugOf(section.type);
    if (!slug) return [];
    const own = section.state === "ready" && !isSent ? "waiting" : section.state;
    const state = section.changes.length === 0 && isFinal(section, reasons) ? "final" : own;
    return [{ section, slug, state, waits, laterAt: laterOf(section, reasons, now) }];
  });
  const ready = rows.filter(({ state }) => state === "ready");
  return {
    rows,
    ready: ready.length,
    checked: [...checked],
    stays: rows.flatMap(({ section, state }) =>
      section.cause === "correction" && state !== "ready" && !checked.includes(section.type) ? [section.type] : [],
    ),
    isChange: rows.every(({ section }) => section.cause === "change"),
    holdsSettlement: rows.some(({ section }) => section.cause === "change"),
    isShared: checked.length > ready.length,
  };
}
