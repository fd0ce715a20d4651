/** What a callback says, in the shape that the sandbox settled on and in the other shapes that a client must take (contract section 10). */
import type { BusinessRecord, EntityRecord, EntityStatus, JsonObject, Note } from "@/sandbox/store/records";

/**
 * `standard` is section 10's; `no_time` leaves `updated_at` out; `nested_ids` puts ids and status into objects;
 * `text_note` sends the note as one string under another name; the rest hold something unknown or missing.
 */
export const callbackShapes = [
  "standard",
  "no_time",
  "nested_ids",
  "text_note",
  "unknown_type",
  "unknown_status",
  "no_entity_id",
] as const;
export type CallbackShape = (typeof callbackShapes)[number];

/** How a callback is signed: rightly, with a key that never was, not at all, or with the secret before the present one. */
export const signings = ["valid", "wrong", "none", "expired"] as const;
export type Signing = (typeof signings)[number];

export type CallbackFacts = {
  business: BusinessRecord;
  entity: Pick<EntityRecord, "type" | "id" | "brandId">;
  status: EntityStatus;
  notes: Note[];
  updatedAt: string;
};

/** The callback's JSON object in one of the legal shapes. */
export function callbackPayload(facts: CallbackFacts, shape: CallbackShape): JsonObject {
  const { business, entity, status, notes, updatedAt } = facts;
  const standard = {
    type: entity.type as string,
    business_id: business.id,
    brand_id: entity.brandId ?? business.brandId,
    entity_id: entity.id,
    status: status as string,
    reject_notes: notes,
    updated_at: updatedAt,
  };
  const { updated_at: _time, ...withoutTime } = standard;
  const { entity_id: _entity, ...withoutEntity } = standard;
  const { reject_notes: _notes, ...withoutNotes } = standard;
  switch (shape) {
    case "standard":
      return standard;
    case "no_time":
      return withoutTime;
    case "nested_ids":
      return {
        callback_type: standard.type,
        business: { id: standard.business_id },
        brand: { id: standard.brand_id },
        id: standard.entity_id,
        data: { status: standard.status },
        reject_notes: notes,
        timestamp: updatedAt,
      };
    case "text_note":
      return { ...withoutNotes, rejection_reason: notes.map((note) => note.message).join("; ") };
    case "unknown_type":
      return { ...standard, type: `${standard.type}_V2` };
    case "unknown_status":
      return { ...standard, status: "ON_HOLD" };
    case "no_entity_id":
      return withoutEntity;
  }
}
