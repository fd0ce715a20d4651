/** What DOKU says when it refuses, in any of the envelopes it uses (contract section 11, A `error-envelopes`). */
import { fieldOf, objectOf, objectsOf, textOf, type WireObject } from "./wire";

/** `messages` are DOKU's words, for staff only: they may quote other people's data. `fields` are paths such as `business.name`. */
export type ErrorEnvelope = { messages: string[]; code: string | null; fields: string[] };

const maxMessages = 20;
const maxMessageLength = 500;

/** First words of a path that we send; keeps hosts and mail addresses in a message from being read as fields. */
const roots = new Set(
  "business brand brands address addresses contact contacts document documents bank_account invited_user referral".split(
    " ",
  ),
);

/** Reads any body, JSON or not; what is not there is empty. Never throws. */
export function readErrorEnvelope(body: unknown): ErrorEnvelope {
  const root = objectOf(body);
  const nested = objectOf(fieldOf(root, "error"));
  const details = [root, nested].flatMap((place) => [
    ...objectsOf(fieldOf(place, "errors")),
    ...objectsOf(fieldOf(place, "message")),
    ...objectsOf(fieldOf(place, "details")),
  ]);
  const messages = [
    ...messagesIn(root, ["message", "responseMessage", "response_message", "error", "errors"]),
    ...messagesIn(nested, ["message", "errors"]),
    ...details.flatMap((detail) => messagesIn(detail, ["message"])),
  ].slice(0, maxMessages);
  const named = details.flatMap((detail) => textsOf(fieldOf(detail, "field") ?? fieldOf(detail, "path")));
  const fields = [...new Set([...named, ...messages.flatMap(pathsIn)])];
  return { messages, code: codeIn(root) ?? codeIn(nested), fields };
}

/** Whether a body tells of a failure, so that a 2xx with it is none. */
export function isFailure(body: unknown): boolean {
  const root = objectOf(body);
  const hasError = objectOf(fieldOf(root, "error")) !== null || textOf(fieldOf(root, "error")) !== null;
  const snapCode = textOf(fieldOf(root, "responseCode"));
  return hasError || textOf(fieldOf(root, "status")) === "FAILED" || (snapCode !== null && !snapCode.startsWith("2"));
}

function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((item) => textOf(item) ?? []);
}

function messagesIn(object: WireObject | null, names: readonly string[]): string[] {
  return names.flatMap((name) => textsOf(fieldOf(object, name))).map((text) => text.slice(0, maxMessageLength));
}

function codeIn(object: WireObject | null): string | null {
  for (const name of ["response_code", "responseCode", "code"]) {
    const code = textOf(fieldOf(object, name));
    if (code !== null) return code;
  }
  return null;
}

/** Paths that a sentence names: `business.brands.0.name must not be empty`, `name should be a string`. */
function pathsIn(message: string): string[] {
  const found = message.match(/(?<![\w@/.])[a-z][a-z0-9_]*(?:\.(?:[A-Za-z]\w*|\d+)|\[\d+\])+(?![\w@/])/g) ?? [];
  const first = /^[a-z][a-zA-Z0-9_]*(?= (?:must|should|is|has|cannot|can't|may|wajib|harus|tidak)\b)/.exec(
    message,
  )?.[0];
  const paths = found.filter((path) => roots.has(/^[a-z0-9_]+/.exec(path)?.[0] ?? ""));
  return first && paths.length === 0 ? [first] : paths;
}
