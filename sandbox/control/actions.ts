/** What a person at the desk and a test through the control API can do to a business. */
import { z } from "zod";
import { type CallbackFacts, callbackPayload, callbackShapes, signings } from "@/sandbox/callbacks/payload";
import { sendAgain, sendCallback } from "@/sandbox/callbacks/sender";
import { nowIso, type Sandbox } from "@/sandbox/context";
import { olderThan, setStatus, startReview } from "@/sandbox/kyb/engine";
import { entityOf } from "@/sandbox/kyb/entities";
import {
  type BusinessRecord,
  type Delivery,
  type EntityRecord,
  entityStatuses,
  faultKinds,
  type Note,
} from "@/sandbox/store/records";
import { own } from "@/sandbox/store/store";

const noteSchema = z.union([
  z.string().transform((message): Note => ({ code: "OTHER", field: "", message })),
  z.object({ code: z.string().default("OTHER"), field: z.string().default(""), message: z.string() }),
]);

export const statusInput = z.object({
  type: z.string(),
  entityId: z.string().optional(),
  status: z.enum(entityStatuses),
  notes: z.array(noteSchema).default([]),
});

export const faultInput = z.object({
  endpoint: z.string(),
  kind: z.enum(faultKinds),
  status: z.number().int().min(400).max(599).default(503),
  retryAfterSec: z.number().int().min(0).nullable().default(null),
  retryAfterDate: z.boolean().default(false),
  delayMs: z.number().int().min(0).max(600_000).default(5_000),
  remaining: z.number().int().min(1).default(1),
});

export const callbackInput = z.object({
  businessId: z.string(),
  type: z.string().default("BUSINESS"),
  entityId: z.string().optional(),
  status: z.enum(entityStatuses).optional(),
  notes: z.array(noteSchema).default([]),
  updatedAt: z.iso.datetime().optional(),
  shape: z.enum(callbackShapes).default("standard"),
  signing: z.enum(signings).default("valid"),
  requestId: z.string().min(1).max(128).optional(),
  url: z.url().optional(),
  delayMs: z.number().int().min(0).max(600_000).default(0),
  /** Sent as it is, instead of a payload made from the above. */
  body: z.record(z.string(), z.unknown()).optional(),
});

/** Entities of a type, or the one that is named. */
export function entitiesFor(business: BusinessRecord, type: string, entityId: string | undefined): EntityRecord[] {
  return business.entities.filter(
    (entity) => entity.type === type && (entityId === undefined || entity.id === entityId),
  );
}

/** Gives entities a status; answers how many there were. */
export function changeStatus(sandbox: Sandbox, business: BusinessRecord, input: z.output<typeof statusInput>): number {
  const entities = entitiesFor(business, input.type, input.entityId);
  for (const entity of entities) setStatus(sandbox, business, entity, input.status, input.notes);
  return entities.length;
}

/** Sends a callback that says whatever the caller wants, without changing anything here. */
export function sendCrafted(
  sandbox: Sandbox,
  business: BusinessRecord,
  input: z.output<typeof callbackInput>,
): Delivery | null {
  const url = input.url ?? business.callbackUrl;
  const [entity] = entitiesFor(business, input.type, input.entityId);
  if (!url || (!entity && !input.body)) return null;
  const payload = input.body ?? (entity && callbackPayload(factsOf(business, entity, input), input.shape)) ?? {};
  return sendCallback(sandbox, {
    businessId: business.id,
    type: input.type,
    entityId: entity?.id ?? null,
    url,
    payload,
    shape: input.shape,
    signing: input.signing,
    delayMs: input.delayMs,
    ...(input.requestId ? { requestId: input.requestId } : {}),
  });
}

function factsOf(
  business: BusinessRecord,
  entity: EntityRecord,
  input: Pick<z.output<typeof callbackInput>, "status" | "notes" | "updatedAt">,
): CallbackFacts {
  const status = input.status ?? entity.status;
  const notes = input.status ? input.notes : entity.notes;
  return { business, entity, status, notes, updatedAt: input.updatedAt ?? nowIso() };
}

export const specials = ["duplicate", "late", "out_of_order", "wrongly_signed", "unsigned"] as const;
export type Special = (typeof specials)[number];

/**
 * Sends something awkward about one entity. `late` tells an older state with its older time; `out_of_order` tells
 * the present state first and the one before it afterwards; neither changes anything here.
 */
export function sendSpecial(
  sandbox: Sandbox,
  business: BusinessRecord,
  entity: EntityRecord,
  special: Special,
): boolean {
  if (!business.callbackUrl) return false;
  const craft = (over: Partial<z.input<typeof callbackInput>>) =>
    sendCrafted(
      sandbox,
      business,
      callbackInput.parse({
        businessId: business.id,
        type: entity.type,
        entityId: entity.id,
        status: entity.status,
        notes: entity.notes,
        updatedAt: entity.updatedAt,
        ...over,
      }),
    );
  const older = { status: "UPDATING" as const, notes: [], updatedAt: olderThan(entity.updatedAt) };
  if (special === "duplicate") {
    const last = sandbox.store.state.deliveries
      .filter((delivery) => delivery.businessId === business.id && delivery.state !== "lost")
      .findLast((delivery) => delivery.type === entity.type && delivery.entityId === entity.id);
    const original = last ?? craft({});
    if (original) sendAgain(sandbox, original, 50);
  }
  if (special === "late") craft(older);
  if (special === "out_of_order") {
    craft({});
    craft({ ...older, delayMs: 300 });
  }
  if (special === "wrongly_signed") craft({ signing: "wrong" });
  if (special === "unsigned") craft({ signing: "none" });
  return true;
}

/** Lets KYB decide by itself, or leaves it to a person. */
export function setAuto(sandbox: Sandbox, auto: boolean): void {
  const { state } = sandbox.store;
  const turnedOn = auto && !state.auto;
  state.auto = auto;
  if (turnedOn) for (const business of Object.values(state.businesses)) startReview(sandbox, business);
  sandbox.store.changed();
}

/** A business by its own id, its brand's id or the partner's reference. */
export function findBusiness(sandbox: Sandbox, id: string): BusinessRecord | null {
  const { businesses } = sandbox.store.state;
  const found = (business: BusinessRecord) =>
    business.partnerRefId === id || entityOf(business, "BRAND", id) !== undefined;
  return own(businesses, id) ?? Object.values(businesses).find(found) ?? null;
}
