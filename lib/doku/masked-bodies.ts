/** What a call sent and what came back, as it may be kept and shown: see lib/domain/mask-payload. */
import { type Masked, maskPayload, maskText } from "../domain/mask-payload";
import { parseJson } from "./wire";

/** A row of the call log stays small: of what is longer only that is kept. */
const maxLength = 20_000;

/** Null for no body, for files, and for what is no JSON. */
export function maskedBody(body: unknown): Masked {
  const masked = maskPayload(body);
  const length = JSON.stringify(masked).length;
  return length > maxLength ? maskText("x".repeat(length)) : masked;
}

/** Files travel as forms, of which nothing is kept. */
export function maskedSent(body: string | FormData | null): Masked {
  return typeof body === "string" ? maskedBody(parseJson(Buffer.from(body))) : null;
}
