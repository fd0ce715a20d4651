/**
 * DOKU's callbacks taken straight from node:http, for our own server (scripts/serve): Next needs some twenty times as long for
 * a request as the rest of the work does. What it does not take goes on to Next, whose route does the same.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { answerCallback, maxCallbackBytes } from "./kyb/callback-door";
import { networkSource } from "./network-source";
import { doorHeaders } from "./security-headers";
import type { CallbackTaker } from "./server-life";

const callbackPath = /^\/api\/webhooks\/doku\/([A-Za-z0-9_-]+)(?:\?|$)/;

/**
 * The bytes, or null when there are more than the limit; what comes after it is let go by unread. Undefined for who goes away in
 * the middle, who hears nothing any more.
 */
function readBytes(request: IncomingMessage): Promise<Buffer | null | undefined> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let bytes = Number(request.headers["content-length"] ?? 0);
    const isTooMuch = () => bytes > maxCallbackBytes;
    if (isTooMuch()) return resolve(null);
    bytes = 0;
    request.on("data", (piece: Buffer) => {
      bytes += piece.byteLength;
      if (isTooMuch()) resolve(null);
      else pieces.push(piece);
    });
    request.on("end", () => resolve(isTooMuch() ? null : Buffer.concat(pieces)));
    request.on("error", () => resolve(undefined));
  });
}

async function answer(token: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = {
    get: (name: string) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(", ") : (value ?? null);
    },
  };
  const rawBody = await readBytes(request);
  if (rawBody === undefined) return;
  const { status, body } = await answerCallback({ token, headers, rawBody, source: networkSource(headers) });
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
    ...doorHeaders,
    ...(request.complete ? {} : { Connection: "close" }),
  });
  response.end(text);
}

/** Answers the request when it is a callback. @returns whether it was */
export const takeCallback: CallbackTaker = (request, response) => {
  const token = request.method === "POST" ? callbackPath.exec(request.url ?? "")?.[1] : undefined;
  if (!token) return false;
  answer(token, request, response).catch(() => response.destroy());
  return true;
};
