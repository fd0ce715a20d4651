/** The orders of the desk's lists, and the place in one at which a page begins. */
import { type SQL, sql } from "drizzle-orm";
import type { QueueSort } from "../../lib/domain/queue-filter";
import { applications } from "../schema";
import { brandIdInOrder, businessIdInOrder, dueOrLast, nameInOrder, submittedOrLast } from "../schema/desk-order";

/** `due`: of running clocks alone, the first one first. `words` and the ids are the orders of searches that find too many to be put in another one. */
export type DeskOrder = QueueSort | "due" | "words" | "business_ids" | "brand_ids";

/** Where the page before ended: the order, the last row's value in it, and its id. */
export type Place = { order: DeskOrder; value: string; id: string };

type Order = { by: SQL; holds: "moment" | "text" | "bytes"; isDescending?: boolean };

/** `word` is the column of the words that are searched, which the query names `found`. */
const orders: Record<DeskOrder, Order> = {
  needs: { by: sql`${applications.needsAt}`, holds: "moment" },
  changed: { by: sql`${applications.updatedAt}`, holds: "moment", isDescending: true },
  submitted: { by: submittedOrLast(applications), holds: "moment" },
  created: { by: sql`${applications.createdAt}`, holds: "moment", isDescending: true },
  clock: { by: dueOrLast(applications), holds: "moment" },
  due: { by: sql`${applications.dueAt}`, holds: "moment" },
  name: { by: nameInOrder(applications), holds: "text" },
  words: { by: sql`${sql.identifier("merchant_words")}.${sql.identifier("word")}`, holds: "bytes" },
  business_ids: { by: businessIdInOrder(applications), holds: "bytes" },
  brand_ids: { by: brandIdInOrder(applications), holds: "bytes" },
};

const casts = { moment: sql.raw("timestamptz"), text: sql.raw("text"), bytes: sql.raw("text") } as const;

/** Rows after the place. Bytes are compared as their index orders them, whatever the language of the database. */
export function afterPlace({ order, value, id }: Place): SQL {
  const { by, holds, isDescending } = orders[order];
  if (holds === "bytes") {
    return sql`(${by} ~>=~ ${value} and (${by} ~>~ ${value} or ${applications.id} > ${id}::uuid))`;
  }
  const last = sql`(${value}::${casts[holds]}, ${id}::uuid)`;
  return isDescending ? sql`(${by}, ${applications.id}) < ${last}` : sql`(${by}, ${applications.id}) > ${last}`;
}

export function inOrder(order: DeskOrder): SQL[] {
  const { by, holds, isDescending } = orders[order];
  if (holds === "bytes") return [sql`${by} using ~<~`, sql`${applications.id}`];
  return isDescending ? [sql`${by} desc`, sql`${applications.id} desc`] : [sql`${by}`, sql`${applications.id}`];
}

/** The row's value in an order, as a place holds it: moments in UTC with the microseconds that a Date would lose. */
export function valueIn(order: DeskOrder): SQL<string> {
  const { by, holds } = orders[order];
  if (holds !== "moment") return sql<string>`${by}`;
  return sql<string>`case when ${by} = 'infinity' then 'infinity' else to_char(${by} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end`;
}

export const placeText = ({ order, value, id }: Place) => `${order}~${id}~${value}`;

const placePattern = /^([a-z_]+)~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})~(.{1,500})$/su;
const momentPattern = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** The pattern lets a 13th month and the 31st of February pass, which the database would refuse. */
function isMoment(value: string): boolean {
  if (value === "infinity") return true;
  const moment = new Date(value);
  return (
    momentPattern.test(value) &&
    !Number.isNaN(moment.getTime()) &&
    moment.toISOString().slice(0, 19) === value.slice(0, 19)
  );
}

/** The place in an address; null for none, for what is none, and for one in another order. */
export function readPlace(text: string | null, order: DeskOrder): Place | null {
  const [, named, id, value] = placePattern.exec(text ?? "") ?? [];
  if (named !== order || !id || !value || value.includes("\0")) return null;
  return orders[order].holds !== "moment" || isMoment(value) ? { order, value, id } : null;
}
