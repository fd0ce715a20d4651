/** KYB: decides about every entity on the compressed clock, opens payments at the end, and tells the partner. */
import { callbackPayload } from "@/sandbox/callbacks/payload";
import { sendAgain, sendCallback } from "@/sandbox/callbacks/sender";
import { kybHours, nowIso, type Sandbox } from "@/sandbox/context";
import type { BusinessRecord, EntityRecord, EntityStatus, Note } from "@/sandbox/store/records";
import { entityOf, isAwaited } from "./entities";
import { type MagicPlan, planOf } from "./magic";
import { noteOf, suspensionNotes } from "./notes";

/** KYB hours: the first verdict, the spread over all of them, then services and the headline. */
const hours = { first: 2, spread: 4, service: 1, headline: 1, suspension: 2, late: 12, correction: 2 };
/** However fast the clock, the older callback must leave well after the newer one. */
const reorderMs = 250;
const paceFactor = { normal: 1, fast: 0.15, slow: 10, never: Number.POSITIVE_INFINITY };

const isVerdict = (entity: EntityRecord) =>
  entity.type !== "BRAND_PRODUCT" && entity.type !== "BRAND.OPERATIONAL_STATUS";

/** Whether KYB decides about this business without a person. A magic verdict does so even at a manual desk. */
function decidesAlone(sandbox: Sandbox, plan: MagicPlan): boolean {
  if (plan.pace === "never") return false;
  return sandbox.store.state.auto || plan.pace === "fast" || plan.suspend || plan.refusals.length > 0;
}

function scheduleDecision(sandbox: Sandbox, business: BusinessRecord, entity: EntityRecord, afterHours: number) {
  const plan = planOf(business.data);
  if (isAwaited(business) || !decidesAlone(sandbox, plan)) return;
  const delayMs = kybHours(sandbox, afterHours * paceFactor[plan.pace]);
  const { type, id: entityId, attempt } = entity;
  sandbox.schedule({ kind: "decide", businessId: business.id, type, entityId, attempt }, delayMs);
}

/** Starts KYB on everything undecided: after a registration, or when the desk goes back to deciding by itself. */
export function startReview(sandbox: Sandbox, business: BusinessRecord): void {
  const waiting = business.entities.filter((entity) => isVerdict(entity) && entity.status === "UPDATING");
  const step = hours.spread / Math.max(1, waiting.length - 1);
  waiting.forEach((entity, index) => {
    scheduleDecision(sandbox, business, entity, hours.first + step * index);
  });
  if (waiting.length === 0) followUp(sandbox, business);
}

/** Puts entities that the merchant corrected back into review. */
export function reviewAgain(sandbox: Sandbox, business: BusinessRecord, entities: readonly EntityRecord[]): void {
  for (const entity of entities) {
    entity.attempt += 1;
    entity.status = "UPDATING";
    entity.notes = [];
    entity.updatedAt = nowIso();
    entity.history.push({ status: "UPDATING", notes: [], at: entity.updatedAt });
    scheduleDecision(sandbox, business, entity, hours.correction);
  }
  if (entities.length === 0) followUp(sandbox, business);
  sandbox.store.changed();
}

/** Once every verdict is in: services, and after them the headline. */
function followUp(sandbox: Sandbox, business: BusinessRecord) {
  const allActive = business.entities.filter(isVerdict).every((entity) => entity.status === "ACTIVE");
  if (!allActive) return;
  const products = business.entities.filter((entity) => entity.type === "BRAND_PRODUCT");
  const open = products.filter((entity) => entity.status === "UPDATING");
  if (open.length > 0) {
    for (const entity of open) scheduleDecision(sandbox, business, entity, hours.service);
    return;
  }
  if (!products.some((entity) => entity.status === "ACTIVE")) return;
  const headlines = business.entities.filter((entity) => entity.type === "BRAND.OPERATIONAL_STATUS");
  for (const headline of headlines) {
    if (headline.status === "UPDATING") scheduleDecision(sandbox, business, headline, hours.headline);
  }
}

function codeOf(entity: EntityRecord): string {
  return entity.type === "BRAND_PRODUCT" ? entity.id : entity.name;
}

/** The notes that the magic values give this entity at this attempt, or none. */
function refusalNotes(entity: EntityRecord, plan: MagicPlan): Note[] {
  return plan.refusals
    .filter(({ part, always }) => part.type === entity.type && (always || entity.attempt === 1))
    .filter(({ part }) => part.code === null || part.code === codeOf(entity))
    .flatMap(({ reason }) => noteOf(reason) ?? []);
}

/** The verdict that was scheduled, unless a person or a correction came first. */
export function decide(
  sandbox: Sandbox,
  work: { businessId: string; type: string; entityId: string; attempt: number },
): void {
  const business = sandbox.store.state.businesses[work.businessId];
  const entity = business && entityOf(business, work.type, work.entityId);
  if (!business || !entity || entity.status !== "UPDATING" || entity.attempt !== work.attempt) return;
  const plan = planOf(business.data);
  if (!decidesAlone(sandbox, plan)) return;
  const notes = refusalNotes(entity, plan);
  setStatus(sandbox, business, entity, notes.length > 0 ? "REJECTED" : "ACTIVE", notes);
  if (entity.type === "BRAND.OPERATIONAL_STATUS" && plan.suspend) {
    sandbox.schedule({ kind: "suspend", businessId: business.id }, kybHours(sandbox, hours.suspension));
  }
}

/** Suspends the whole brand: the notes are on BRAND (contract section 10). */
export function suspend(sandbox: Sandbox, business: BusinessRecord, notes: Note[] = suspensionNotes): void {
  for (const entity of business.entities) {
    if (entity.type === "BRAND") setStatus(sandbox, business, entity, "SUSPENDED", notes);
    if (entity.type === "BRAND.OPERATIONAL_STATUS") setStatus(sandbox, business, entity, "SUSPENDED", []);
  }
}

/** Approves every entity, services and headline too, in the order in which KYB would. */
export function approveEverything(sandbox: Sandbox, business: BusinessRecord): void {
  const rank = (entity: EntityRecord) => (isVerdict(entity) ? 0 : entity.type === "BRAND_PRODUCT" ? 1 : 2);
  const waiting = business.entities.filter((entity) => entity.status !== "ACTIVE");
  for (const entity of waiting.sort((a, b) => rank(a) - rank(b))) setStatus(sandbox, business, entity, "ACTIVE", []);
}

/**
 * Two changes within one millisecond must still have an order on DOKU's clock. And none is on a whole second: only times of
 * a reading are, so the portal would leave what follows within that second to the next reading (lib/kyb/order.ts).
 */
function decisionTime(entity: EntityRecord): Date {
  const moment = Math.max(Date.now(), Date.parse(entity.updatedAt) + 1);
  return new Date(moment % 1_000 === 0 ? moment + 1 : moment);
}

/** Sets a status and sends its callback the way the business's magic values want it. */
export function setStatus(
  sandbox: Sandbox,
  business: BusinessRecord,
  entity: EntityRecord,
  status: EntityStatus,
  notes: Note[],
): void {
  const updatedAt = decisionTime(entity).toISOString();
  Object.assign(entity, { status, notes, updatedAt });
  entity.history.push({ status, notes, at: updatedAt });
  sandbox.store.changed();
  announce(sandbox, business, entity);
  if (status === "ACTIVE") followUp(sandbox, business);
}

function announce(sandbox: Sandbox, business: BusinessRecord, entity: EntityRecord) {
  if (!business.callbackUrl) return;
  const { delivery, shape, signing } = planOf(business.data);
  const facts = { business, entity, status: entity.status, notes: entity.notes, updatedAt: entity.updatedAt };
  const addressed = { businessId: business.id, type: entity.type, entityId: entity.id, url: business.callbackUrl };
  const sent = sendCallback(sandbox, {
    ...addressed,
    payload: callbackPayload(facts, shape),
    shape,
    signing,
    delayMs: delivery === "late" ? kybHours(sandbox, hours.late) : 0,
    lose: delivery === "lose",
  });
  if (delivery === "duplicate") sendAgain(sandbox, sent, 5);
  if (delivery === "reorder") {
    const older = { ...facts, status: "UPDATING" as const, notes: [], updatedAt: olderThan(entity.updatedAt) };
    const payload = callbackPayload(older, shape);
    sendCallback(sandbox, {
      ...addressed,
      payload,
      shape,
      signing,
      delayMs: Math.max(reorderMs, kybHours(sandbox, 0.3)),
    });
  }
}

/** A minute before, on DOKU's clock. */
export function olderThan(iso: string): string {
  return new Date(Date.parse(iso) - 60_000).toISOString();
}
