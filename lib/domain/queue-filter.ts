/**
 * What the desk's list shows, as it stands in its address. Nothing about a person ever stands there: such a search is
 * posted (lib/desk/find-merchant).
 */
import { z } from "zod";
import { businessLinesOf, legalEntitiesOf } from "./kinds";
import { needs } from "./needs";
import { reasonCodes } from "./reasons";
import { isPersonal } from "./search-words";
import { callbackTypes } from "./sections";
import { standings } from "./standing";

/** What the list begins with: all that needs a person, one kind of it, clocks, what is put to sleep, a standing, or all. */
export const queueViews = ["needs", ...needs, "due_soon", "overdue", "snoozed", ...standings, "all"] as const;
export type QueueView = (typeof queueViews)[number];

export const queueSorts = ["needs", "changed", "submitted", "created", "clock", "name"] as const;
export type QueueSort = (typeof queueSorts)[number];

/** Views whose merchants are in the queue now. */
export const isQueueView = (view: QueueView) => view === "needs" || (needs as readonly string[]).includes(view);

/** The order in which a view is read unless another one is asked for; days are read in the order of days. */
export function usualSort({ view, dated }: Pick<QueueFilter, "view" | "dated">): QueueSort {
  if (isQueueView(view)) return "needs";
  if (view === "due_soon" || view === "overdue") return "clock";
  return dated ?? "changed";
}

export const legalEntities = Object.values(legalEntitiesOf).flat();
export const businessLines = [...new Set(Object.values(businessLinesOf).flat())].sort();

const maxSearch = 200;
const maxChosen = 20;
const text = z.string().max(maxSearch);
const day = z.iso.date().refine((date) => date >= "2000-01-01" && date < "2100-01-01");

/** One entry a parameter of the address; what none of them takes is ignored, and said so. */
const parameters = {
  view: z.enum(queueViews),
  q: text.refine((q) => !isPersonal(q)),
  section: z.enum(callbackTypes),
  reason: z.enum(reasonCodes),
  /** A member of staff, oneself, or nobody. */
  assignee: z.union([z.literal("me"), z.literal("nobody"), z.uuid().transform((id) => id.toLowerCase())]),
  entity: z.enum(legalEntities as [string, ...string[]]),
  line: z.enum(businessLines as [string, ...string[]]),
  clock: z.enum(["running", "due_soon", "overdue"]),
  /** Of which moment `from` and `to` are days, both included, in WIB. */
  dated: z.enum(["submitted", "created"]),
  from: day,
  to: day,
  sort: z.enum(queueSorts),
  /** These merchants alone, by our ids. */
  of: z
    .string()
    .transform((ids) => ids.toLowerCase().split(","))
    .pipe(z.array(z.uuid()).min(1).max(maxChosen)),
  /** Where the page before ended. */
  after: z.string().max(600),
} as const;
type Parameters = { [Name in keyof typeof parameters]: z.output<(typeof parameters)[Name]> };
export type QueueParameter = keyof Parameters;
const parameterNames = Object.keys(parameters) as QueueParameter[];

/** Null: not narrowed by it. */
export type QueueFilter = {
  [Name in Exclude<QueueParameter, "view" | "q" | "sort">]: Parameters[Name] | null;
} & { view: QueueView; q: string; sort: QueueSort };

/** The list without any choice. */
export const emptyFilter: QueueFilter = {
  view: "needs",
  q: "",
  section: null,
  reason: null,
  assignee: null,
  entity: null,
  line: null,
  clock: null,
  dated: null,
  from: null,
  to: null,
  sort: "needs",
  of: null,
  after: null,
};

/** `unknown`: something in the address is no parameter of the list at all. */
export type Ignored = QueueParameter | "unknown";

function readOne<Name extends QueueParameter>(
  name: Name,
  given: unknown,
): { value: Parameters[Name] } | "empty" | "bad" {
  const trimmed = typeof given === "string" ? given.trim() : given;
  if (trimmed === undefined || trimmed === "") return "empty";
  const parsed = parameters[name].safeParse(trimmed);
  return parsed.success ? { value: parsed.data as Parameters[Name] } : "bad";
}

/** The queue is in its own order only where everything shown is in the queue. */
const fits = (sort: QueueSort, view: QueueView) => sort !== "needs" || isQueueView(view);

/**
 * Reads the parameters of an address. What cannot be read, or makes no sense beside the rest, is left out and named in
 * `ignored`, so that any address gives a page.
 */
export function readQueueFilter(given: Record<string, unknown>): { filter: QueueFilter; ignored: Ignored[] } {
  const ignored: Ignored[] = [];
  const read: { -readonly [Name in QueueParameter]?: Parameters[Name] } = {};
  const take = <Name extends QueueParameter>(name: Name) => {
    const one = readOne(name, Object.hasOwn(given, name) ? given[name] : undefined);
    if (one === "bad") ignored.push(name);
    else if (one !== "empty") read[name] = one.value;
  };
  for (const name of parameterNames) take(name);
  const known = new Set<string>(parameterNames);
  if (Object.keys(given).some((name) => !known.has(name))) ignored.push("unknown");
  if (read.from && read.to && read.from > read.to) {
    ignored.push("to");
    delete read.to;
  }
  // Who looks for something looks for it everywhere, unless told otherwise.
  const view = read.view ?? (read.q || read.of ? "all" : "needs");
  if (read.sort && !fits(read.sort, view)) {
    ignored.push("sort");
    delete read.sort;
  }
  const hasDays = read.from !== undefined || read.to !== undefined;
  const dated = hasDays ? (read.dated ?? "submitted") : null;
  const sort = read.sort ?? usualSort({ view, dated });
  return { filter: { ...emptyFilter, ...read, q: read.q ?? "", view, dated, sort }, ignored };
}

const defaultView = ({ q, of }: QueueFilter): QueueView => (q || of ? "all" : "needs");

/** The parameters of a filter for an address, without what goes without saying. `readQueueFilter` reads the same back. */
export function queueQuery(filter: QueueFilter): URLSearchParams {
  const { view, q, sort, dated, of, ...rest } = filter;
  const said: [string, string | null][] = [
    ["view", view === defaultView(filter) ? null : view],
    ["q", isPersonal(q) ? null : q],
    ...Object.entries(rest),
    ["dated", dated === "created" ? dated : null],
    ["of", of?.join(",") ?? null],
    ["sort", sort === usualSort(filter) ? null : sort],
  ];
  return new URLSearchParams(said.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** Only a view, in whatever order: neither a filter nor a search. */
export const isPlainView = ({ view: _view, sort: _sort, after: _after, ...rest }: QueueFilter): boolean =>
  Object.values(rest).every((value) => !value);

/** The same from the first page on, as it is kept under a name. */
export const withoutPlace = (filter: QueueFilter): QueueFilter => ({ ...filter, after: null });
