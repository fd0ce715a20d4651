/** What the sandbox remembers. Everything is plain JSON, so that one file can hold it. */
import type { JWK } from "jose";
import type { CallbackType } from "@/lib/domain/sections";
import type { CallbackShape, Signing } from "@/sandbox/callbacks/payload";

/** The statuses that the sandbox sends (contract section 10). */
export const entityStatuses = ["UPDATING", "ACTIVE", "REJECTED", "SUSPENDED", "INACTIVE"] as const;
export type EntityStatus = (typeof entityStatuses)[number];

export type Note = { code: string; field: string; message: string };
export type Change = { status: EntityStatus; notes: Note[]; at: string };

/** One thing that KYB decides about. `id` is DOKU's id for it; `attempt` grows with every correction. */
export type EntityRecord = {
  type: CallbackType;
  id: string;
  brandId: string | null;
  name: string;
  status: EntityStatus;
  notes: Note[];
  updatedAt: string;
  attempt: number;
  history: Change[];
};

/** A JSON object as it came over the wire. */
export type JsonObject = { [key: string]: unknown };

/** A registered business. `data` is the registration body, each part of it with the `entity_id` that it got. */
export type BusinessRecord = {
  id: string;
  brandId: string;
  sharedKey: string;
  partnerRefId: string | null;
  lite: boolean;
  /** After Create business lite: when the merchant finished in DOKU's own dashboard. */
  finishedAt: string | null;
  createdAt: string;
  callbackUrl: string | null;
  data: JsonObject;
  entities: EntityRecord[];
};

export type FileRecord = {
  id: string;
  category: string;
  code: string | null;
  mime: string;
  bytes: number;
  createdAt: string;
};

/** The first answer to a Request-Id, for repeats (contract section 4). */
export type RememberedAnswer = { target: string; digest: string; body: string };

export type DeliveryAttempt = { at: string; status: number | null; error: string | null };

/** One callback on its way. Retries send the same bytes under the same headers. */
export type Delivery = {
  id: string;
  businessId: string;
  type: string;
  entityId: string | null;
  url: string;
  body: string;
  headers: Record<string, string>;
  shape: CallbackShape;
  signing: Signing;
  createdAt: string;
  state: "pending" | "delivered" | "failed" | "lost";
  attempts: DeliveryAttempt[];
};

export type Mail = {
  id: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string | null;
  attachments: string[];
  date: string;
};

/** A call that was received: never its headers or body. */
export type CallRecord = {
  at: string;
  endpoint: string;
  method: string;
  path: string;
  requestId: string | null;
  status: number | "no answer";
  durationMs: number;
};

export type TaskWork =
  | { kind: "decide"; businessId: string; type: CallbackType; entityId: string; attempt: number }
  | { kind: "suspend"; businessId: string }
  | { kind: "deliver"; deliveryId: string };

/** Work for later, kept so that a restarted sandbox still does it. `dueAt` in epoch milliseconds. */
export type Task = { id: string; dueAt: number; work: TaskWork };

export const faultKinds = [
  "status",
  "hang_before",
  "hang_after",
  "close_before",
  "close_after",
  "slow",
  "wrong_signature",
  "malformed",
  "told_failed",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Something that goes wrong on the next `remaining` calls of an endpoint (`*` for all). */
export type Fault = {
  endpoint: string;
  kind: FaultKind;
  status: number;
  retryAfterSec: number | null;
  /** Retry-After is a date instead of seconds. */
  retryAfterDate?: boolean;
  delayMs: number;
  remaining: number;
};

export type State = {
  keyPair: { privateJwk: JWK; publicJwk: JWK } | null;
  lastNumber: number;
  auto: boolean;
  businesses: Record<string, BusinessRecord>;
  files: Record<string, FileRecord>;
  answers: Record<string, RememberedAnswer>;
  /** How often a magic trouble was already shown, by trouble and Request-Id or business name. */
  shown: Record<string, number>;
  deliveries: Delivery[];
  tasks: Task[];
  mails: Mail[];
  calls: CallRecord[];
  faults: Fault[];
  /** Whether the mailbox is out of order, and how many mails it has refused. */
  mail: { refuse: boolean; refused: number };
};
