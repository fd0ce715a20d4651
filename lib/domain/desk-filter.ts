/** What the staff's list of merchants can be narrowed to. */
import { standings } from "./standing";

/** Beside the standing: DOKU's clock has run out or soon will (`lib/domain/clocks`), or a change waits for staff. */
export const urgencies = ["overdue", "due_soon", "asks_change"] as const;
export type Urgency = (typeof urgencies)[number];

/** Every filter, what needs a person first. */
export const deskFilters = [...urgencies, ...standings] as const;
export type DeskFilter = (typeof deskFilters)[number];

export const isUrgency = (filter: DeskFilter): filter is Urgency => (urgencies as readonly string[]).includes(filter);
