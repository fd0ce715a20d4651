/** What the desk's lists are ordered and narrowed by, in the same words for the indexes and for the queries that use them. */
import { type SQL, type SQLChunk, sql } from "drizzle-orm";
import type { Need } from "../../lib/domain/needs";
import type { CallbackType } from "../../lib/domain/sections";

type Columns<Name extends string> = Record<Name, SQLChunk>;

/** Stands for nobody, so that merchants without an assignee can be looked up like those of a person. */
export const nobodyId = "00000000-0000-0000-0000-000000000000";

export const submittedOrLast = ({ submittedAt }: Columns<"submittedAt">): SQL =>
  sql`coalesce(${submittedAt}, 'infinity'::timestamptz)`;
/** When the first running clock is over; merchants without one come last. */
export const dueOrLast = ({ dueAt }: Columns<"dueAt">): SQL => sql`coalesce(${dueAt}, 'infinity'::timestamptz)`;
export const nameInOrder = ({ businessName }: Columns<"businessName">): SQL => sql`lower(${businessName})`;
export const assigneeOrNobody = ({ assigneeId }: Columns<"assigneeId">): SQL =>
  sql`coalesce(${assigneeId}, ${sql.raw(`'${nobodyId}'`)}::uuid)`;
export const isQueued = ({ needsAt }: Columns<"needsAt">): SQL => sql`${needsAt} is not null`;
/** Literally in the text: a partial index is only used when the query names the very same need. */
export const hasNeed = ({ needs }: Columns<"needs">, need: Need): SQL => sql`${sql.raw(`'${need}'`)} = any(${needs})`;
/**
 * Not `<> '{}'`: the planner knows how rare that is, counts it twice beside a section or a reason, and then reads all that
 * have it instead of the first page.
 */
export const isRefused = ({ refused }: Columns<"refused">): SQL => sql`${refused}[1] is not null`;
/** Literally in the text too, for the index that a section has of its own. */
export const hasRefused = ({ refused }: Columns<"refused">, type: CallbackType): SQL =>
  sql`${sql.raw(`'${type}'`)} = any(${refused})`;
/** DOKU's ids as they are searched: in lower case, by their beginning in the order of bytes. */
export const businessIdInOrder = ({ dokuBusinessId }: Columns<"dokuBusinessId">): SQL => sql`lower(${dokuBusinessId})`;
export const brandIdInOrder = ({ dokuBrandId }: Columns<"dokuBrandId">): SQL => sql`lower(${dokuBrandId})`;
/** A deed of a member of staff, in the audit trail. */
export const isStaffDeed = ({ actorKind }: Columns<"actorKind">): SQL => sql`${actorKind} = 'staff'`;
