/** Filters of long lists of records (the audit trail, events): read from and written to the address of the page. Pure. */
import { z } from "zod";

export type Query = Record<string, string | string[] | undefined>;

/** A day, or a day with hour and minute, as date and time inputs give it. WIB is seven hours ahead all year. */
const momentPattern = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?$/;
const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;

/** When it begins; null for a 31st of February and everything else that is no moment. */
function readMoment(text: string): Date | null {
  const [, day, time] = momentPattern.exec(text) ?? [];
  if (!day || day < "2000" || day > "2100") return null;
  const utc = new Date(`${day}T${time ?? "00:00"}:00Z`);
  if (Number.isNaN(utc.getTime()) || !utc.toISOString().startsWith(`${day}T${time ?? "00:00"}`)) return null;
  return new Date(`${day}T${time ?? "00:00"}:00+07:00`);
}

/** The moment from which on it is included. */
export const fromSchema = z.string().transform((text, context) => {
  const at = readMoment(text);
  if (at) return { text, at };
  context.addIssue("unclear");
  return z.NEVER;
});

/** The first moment that is no longer included: the named day or minute itself is. */
export const toSchema = z.string().transform((text, context) => {
  const at = readMoment(text);
  if (at) return { text, at: new Date(at.getTime() + (text.includes("T") ? minuteMs : dayMs)) };
  context.addIssue("unclear");
  return z.NEVER;
});

export const idSchema = z.uuid();
/** An id or code of DOKU's or ours: opaque, and never long. */
export const codeSchema = z
  .string()
  .trim()
  .regex(/^[^\s\p{C}]{1,128}$/u);

type Shape = Record<string, z.ZodType>;
type Read<S extends Shape> = { [K in keyof S]: z.output<S[K]> | null };

/**
 * Reads each part of an address for itself. `unread` names the parts that are there and mean nothing, so that the page can
 * say that it left them out; an empty part counts as none.
 */
export function readFilter<S extends Shape>(shape: S, query: Query): { filter: Read<S>; unread: (keyof S & string)[] } {
  const unread: (keyof S & string)[] = [];
  const parts = Object.entries(shape).map(([name, schema]) => {
    const given = query[name];
    if (given === undefined || given === "") return [name, null];
    const parsed = schema.safeParse(given);
    if (!parsed.success) unread.push(name);
    return [name, parsed.success ? parsed.data : null];
  });
  return { filter: Object.fromEntries(parts) as Read<S>, unread };
}

/** The address of a list with these parts; empty ones are left out. */
export function filterHref(path: string, parts: Record<string, string | null | undefined>): string {
  const given = Object.entries(parts).filter((part): part is [string, string] => Boolean(part[1]));
  const query = new URLSearchParams(given);
  return query.size > 0 ? `${path}?${query}` : path;
}
