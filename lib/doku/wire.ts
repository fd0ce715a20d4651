/** Readers for JSON whose shape is only partly known: they answer null or an empty list, and never throw. */

export type WireObject = Record<string, unknown>;

/** The object, or null for anything else, lists included. */
export function objectOf(value: unknown): WireObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as WireObject) : null;
}

/** An own field of an object: a key such as `constructor` never reaches the prototype. */
export function fieldOf(object: WireObject | null, name: string): unknown {
  return object !== null && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A text that says something, trimmed; numbers become text, since DOKU's ids are opaque strings. Null for the rest. */
export function textOf(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value !== "string") return null;
  return value.trim() || null;
}

/** A coded value: a string on the way in, `{code, name}` or `{code, value}` on the way back (contract section 9). */
export function codeOf(value: unknown): string | null {
  const object = objectOf(value);
  if (!object) return textOf(value);
  return textOf(fieldOf(object, "code")) ?? textOf(fieldOf(object, "name")) ?? textOf(fieldOf(object, "value"));
}

/** The objects of a list; a lone object counts as a list of one. */
export function objectsOf(value: unknown): WireObject[] {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.map(objectOf).filter((item) => item !== null);
}

/** The first field, by the given names and over the given objects, that `read` makes something of. */
export function firstOf<T>(
  objects: readonly (WireObject | null)[],
  names: readonly string[],
  read: (value: unknown) => T | null,
): T | null {
  for (const name of names) {
    for (const object of objects) {
      const found = read(fieldOf(object, name));
      if (found !== null) return found;
    }
  }
  return null;
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

/** JSON as DOKU sent it, or undefined when the bytes are no UTF-8 or no JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strictUtf8.decode(bytes));
  } catch {
    return undefined;
  }
}

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/**
 * A moment on DOKU's clock: ISO 8601 text, or a number of seconds or milliseconds since 1970.
 * Text without a zone counts as UTC (A `time-zone`); anything else, and years no one means, is null.
 */
export function timeOf(value: unknown): Date | null {
  const text = textOf(value);
  if (text === null) return null;
  const date = /^\d{9,13}(\.\d+)?$/.test(text) ? fromEpoch(Number(text)) : fromIso(text);
  const time = date.getTime();
  return time >= earliest && time < latest ? date : null;
}

function fromEpoch(value: number): Date {
  return new Date(value >= 1e11 ? value : value * 1000);
}

function fromIso(text: string): Date {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(text);
  if (!match) return new Date(Number.NaN);
  const [, day, time = "00:00:00", zone = "Z"] = match;
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  return new Date(`${day}T${time}${offset}`);
}
