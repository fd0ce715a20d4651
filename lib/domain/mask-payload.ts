/**
 * What DOKU and we send each other, as anybody at the desk may see it. Shown are only values of keys that are known to hold
 * types, states, ids, codes and times, and only when they look like one; everything else is hidden, new keys too.
 */
import { isPersonal } from "./search-words";

export type Masked = string | number | boolean | null | Masked[] | { [key: string]: Masked };

const shownKeys = new Set([
  ...[
    "id",
    "entity_id",
    "business_id",
    "brand_id",
    "file_id",
    "service_id",
    "request_id",
    "event_id",
    "partner_ref_id",
  ],
  ...["type", "callback_type", "event", "entity", "category", "field", "platform", "legal_entity", "currency"],
  ...["status", "state", "operational_status", "finance_status", "risk_engine_status"],
  ...["website_readiness", "mobile_app_readiness", "response_code", "responsecode", "error_code"],
  ...["updated_at", "created_at", "submitted_at", "activated_at", "timestamp"],
]);
/** Where `code` names a kind or a reason; elsewhere it may be that of a place where somebody lives. */
const codedPlaces = new Set([
  ...["", "data", "error", "errors", "details", "documents", "forms", "services", "service", "social_media"],
  ...["reject_notes", "rejection_reason", "rejected_reason", "reject_reason", "reason", "notes"],
  ...["type", "status", "category", "legal_entity", "website_readiness", "mobile_app_readiness"],
]);

const plainKey = /^[A-Za-z_][\w-]{0,59}$/;
const plainValue = /^[\w.:+/[\]-]{1,80}$/;
const deepest = 24;
const longestList = 50;

/** How long a hidden text is, roughly: enough to see that something came, too little to guess it. */
const lengthClasses = [8, 20, 60, 200] as const;

export function maskText(text: string): string {
  if (text === "") return "";
  const index = lengthClasses.findIndex((most) => text.length <= most);
  const most = lengthClasses[index];
  if (most === undefined) return `••• >${lengthClasses[lengthClasses.length - 1]}`;
  return `••• ${(lengthClasses[index - 1] ?? 0) + 1}–${most}`;
}

const isShown = (key: string, place: string) =>
  shownKeys.has(key.toLowerCase()) || (key.toLowerCase() === "code" && codedPlaces.has(place.toLowerCase()));

function maskValue(value: string | number, key: string, place: string): Masked {
  const text = String(value);
  if (isShown(key, place) && plainValue.test(text) && !isPersonal(text)) return value;
  return typeof value === "string" ? maskText(value) : "•••";
}

/** A key is DOKU's word, unless somebody puts data where keys belong. */
const maskKey = (key: string, index: number) => (plainKey.test(key) && !/\d{5}/.test(key) ? key : `••• ${index + 1}`);

function mask(value: unknown, key: string, place: string, depth: number): Masked {
  if (value === null || value === undefined || typeof value === "boolean") return value ?? null;
  if (typeof value === "string" || typeof value === "number") return maskValue(value, key, place);
  if (typeof value !== "object" || depth > deepest) return "•••";
  if (Array.isArray(value)) {
    const shown = value.slice(0, longestList).map((item: unknown) => mask(item, key, place, depth + 1));
    return value.length > longestList ? [...shown, `••• +${value.length - longestList}`] : shown;
  }
  const entries = Object.entries(value).map(([name, child], index): [string, Masked] => [
    maskKey(name, index),
    mask(child, name, key, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

/** Any JSON value with everything hidden that may be personal or secret. Safe to store in plain, to log and to show. */
export const maskPayload = (value: unknown): Masked => mask(value, "", "", 0);
