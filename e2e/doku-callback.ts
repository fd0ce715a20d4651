/** Callbacks as DOKU sends them, made by the test so that each part of them can be wrong. */
import { randomUUID } from "node:crypto";
import { digestOf, sign } from "@/lib/doku/signature";
import type { Portal } from "./servers";

/** A time in the form of the contract: UTC, in seconds. */
export const dokuTime = (moment = new Date()) => `${moment.toISOString().slice(0, 19)}Z`;

/** The signed headers of one callback; what is given in `wrong` takes the place of what DOKU would have used. */
export function callbackHeaders(
  { doku }: Pick<Portal, "doku">,
  path: string,
  body: string,
  wrong: { secretKey?: string; timestamp?: string } = {},
): Record<string, string> {
  const parts = {
    clientId: doku.clientId,
    requestId: randomUUID(),
    timestamp: wrong.timestamp ?? dokuTime(),
    requestTarget: path,
    digest: digestOf(body),
  };
  return {
    "Content-Type": "application/json",
    "Client-Id": parts.clientId,
    "Request-Id": parts.requestId,
    "Request-Timestamp": parts.timestamp,
    Signature: sign(parts, wrong.secretKey ?? doku.secretKey),
  };
}
