/**
 * The pages of the desk that the benchmark asks for: every list, filter, order and kind of search that staff have, with
 * other words and choices each time. docs/performance.md lists them for people.
 */
import { createHash } from "node:crypto";
import { readQueueFilter } from "../lib/domain/queue-filter";
import { inventedOwner } from "../scripts/seed/people";
import { names, trades } from "../scripts/seed/words";

/** `posted`: what is typed into the search field and must not stand in an address. */
export type DeskPage = { name: string; path: string; posted?: string };

const sections = ["BUSINESS_CONTACT", "BUSINESS_BANK", "BUSINESS_DOCUMENT", "BRAND_PHOTO_PROOF", "BUSINESS_ADDRESS"];
const reasons = ["PHOTO_BLURRED", "ACCOUNT_NAME_DIFFERS", "DOCUMENT_EXPIRED"];
const entities = ["PERSEORANGAN", "PT", "CV"];
const lines = ["LOGISTICS", "RETAIL"];

const pick = <T>(list: readonly T[], turn: number): T => list[turn % list.length] as T;

/** Any of so many merchants, the same for the same turn. */
const drawn = (turn: number, merchants: number) =>
  (Number.parseInt(createHash("sha256").update(String(turn)).digest("hex").slice(0, 8), 16) % merchants) + 1;

/** DOKU's ids count the merchants that got so far, which are well over a quarter. */
const businessId = (turn: number, merchants: number) =>
  `BSN-${String(drawn(turn, Math.ceil(merchants / 4))).padStart(10, "0")}`;

function desk(name: string, query: Record<string, string> = {}): DeskPage {
  const { ignored } = readQueueFilter(query);
  if (ignored.length > 0) throw new Error(`The desk does not understand ${ignored.join(", ")} of "${name}".`);
  const text = new URLSearchParams(query).toString();
  return { name, path: text ? `/desk?${text}` : "/desk" };
}
const search = (name: string, posted: string): DeskPage => ({ name, path: "/desk", posted });

/** The set for one round at a desk of so many merchants; `turn` chooses what is searched and filtered for. */
export function deskPages(turn: number, merchants: number): DeskPage[] {
  const [trade, name] = [pick(trades, turn).toLowerCase(), pick(names, turn).toLowerCase()];
  const owner = inventedOwner(drawn(turn, merchants));
  return [
    desk("what needs a person"),
    desk("refused sections", { view: "rejected" }),
    desk("stopped submissions", { view: "stopped" }),
    desk("drift", { view: "drift" }),
    desk("unknown reasons", { view: "unmapped" }),
    desk("overdue clocks", { view: "overdue" }),
    desk("clocks due soon", { view: "due_soon" }),
    desk("all, last changed", { view: "all" }),
    desk("all, by name", { view: "all", sort: "name" }),
    desk("all, oldest submission", { view: "all", sort: "submitted" }),
    desk("in review", { view: "in_review" }),
    desk("live", { view: "live" }),
    desk("needs a person, mine", { assignee: "me" }),
    desk("needs a person, nobody's", { assignee: "nobody" }),
    desk("one section", { section: pick(sections, turn) }),
    desk("one reason", { reason: pick(reasons, turn) }),
    desk("one kind of business", { view: "all", entity: pick(entities, turn) }),
    desk("one line", { view: "needs", line: pick(lines, turn) }),
    desk("one month", { view: "all", from: "2026-09-01", to: "2026-09-30" }),
    desk("section, kind and nobody's", {
      section: pick(sections, turn),
      entity: pick(entities, turn),
      assignee: "nobody",
    }),
    desk("search: a common word", { q: trade }),
    desk("search: a name", { q: name }),
    desk("search: two words", { q: `${trade} ${name}` }),
    desk("search: two beginnings", { q: `${trade.slice(0, 3)} ${name.slice(0, 4)}` }),
    desk("search: nothing of the kind", { q: "zzyzx" }),
    desk("search in what needs a person", { view: "needs", q: name }),
    desk("search: DOKU's id", { q: businessId(turn, merchants) }),
    search("search: an email address", owner.email),
    search("search: a telephone number", owner.phone),
    search("search: a NIK", owner.nik),
  ];
}
