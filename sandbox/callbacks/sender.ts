/** Callbacks on their way: signed once, recorded at every try, retried on the compressed clock (contract sections 4 and 10). */
import { randomUUID } from "node:crypto";
import { digestOf, sign } from "@/lib/doku/signature";
import { headerTime, kybHours, nowIso, type Sandbox } from "@/sandbox/context";
import type { Delivery, DeliveryAttempt, JsonObject } from "@/sandbox/store/records";
import type { CallbackShape, Signing } from "./payload";

/** KYB hours after the first try (contract section 4), as gaps between one try and the next. */
const retryGapsHours = [0.5, 5.5, 6] as const;
const timeoutMs = 10_000;

/** The secret that a callback "with an expired secret" is signed with. */
export function expiredSecret(secretKey: string): string {
  return `${secretKey}-expired`;
}

function keyFor(sandbox: Sandbox, signing: Signing): string {
  if (signing === "wrong") return "SK-that-nobody-has";
  return signing === "expired" ? expiredSecret(sandbox.options.secretKey) : sandbox.options.secretKey;
}

/** The four headers of section 3; Request-Target is the path of the callback URL. */
function headersFor(sandbox: Sandbox, url: string, body: string, signing: Signing, requestId: string) {
  const parts = {
    clientId: sandbox.options.clientId,
    requestId,
    timestamp: headerTime(),
    requestTarget: new URL(url).pathname,
    digest: digestOf(body),
  };
  const headers: Record<string, string> = {
    "Content-Type": "application/json",
    "Client-Id": parts.clientId,
    "Request-Id": parts.requestId,
    "Request-Timestamp": parts.timestamp,
  };
  if (signing !== "none") headers.Signature = sign(parts, keyFor(sandbox, signing));
  return headers;
}

export type Outgoing = {
  businessId: string;
  type: string;
  entityId: string | null;
  url: string;
  payload: JsonObject;
  shape: CallbackShape;
  signing: Signing;
  /** Real milliseconds before the first try. */
  delayMs: number;
  requestId?: string;
  /** Kept on record as lost, never sent. */
  lose?: boolean;
};

/** Records a callback and puts it on its way. */
export function sendCallback(sandbox: Sandbox, outgoing: Outgoing): Delivery {
  const body = JSON.stringify(outgoing.payload);
  const { businessId, type, entityId, url, shape, signing } = outgoing;
  const delivery: Delivery = {
    id: randomUUID(),
    businessId,
    type,
    entityId,
    url,
    body,
    headers: headersFor(sandbox, url, body, signing, outgoing.requestId ?? randomUUID()),
    shape,
    signing,
    createdAt: nowIso(),
    state: outgoing.lose ? "lost" : "pending",
    attempts: [],
  };
  sandbox.store.state.deliveries.push(delivery);
  sandbox.store.changed();
  if (!outgoing.lose) sandbox.schedule({ kind: "deliver", deliveryId: delivery.id }, outgoing.delayMs);
  return delivery;
}

/** Puts the same bytes under the same headers on their way once more. */
export function sendAgain(sandbox: Sandbox, original: Delivery, delayMs = 0): Delivery {
  const copy: Delivery = { ...original, id: randomUUID(), createdAt: nowIso(), state: "pending", attempts: [] };
  sandbox.store.state.deliveries.push(copy);
  sandbox.store.changed();
  sandbox.schedule({ kind: "deliver", deliveryId: copy.id }, delayMs);
  return copy;
}

async function post(delivery: Delivery): Promise<DeliveryAttempt> {
  const at = nowIso();
  try {
    const response = await fetch(delivery.url, {
      method: "POST",
      headers: delivery.headers,
      body: delivery.body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return { at, status: response.status, error: null };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { at, status: null, error: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** One try of a delivery. Anything but a 2xx is tried again three times, then given up. */
export async function deliver(sandbox: Sandbox, deliveryId: string): Promise<void> {
  const delivery = sandbox.store.state.deliveries.find((entry) => entry.id === deliveryId);
  if (delivery?.state !== "pending") return;
  const attempt = await post(delivery);
  delivery.attempts.push(attempt);
  const gap = retryGapsHours[delivery.attempts.length - 1];
  if (attempt.status !== null && attempt.status >= 200 && attempt.status < 300) delivery.state = "delivered";
  else if (gap === undefined) delivery.state = "failed";
  else sandbox.schedule({ kind: "deliver", deliveryId }, kybHours(sandbox, gap));
  sandbox.store.changed();
}
