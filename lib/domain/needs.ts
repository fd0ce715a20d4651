/** Why a merchant is in the queue: what a person of the staff has to do something about. */

/**
 * Beside the two clocks, which follow from the time (`lib/domain/clocks`). The order is the order of the desk.
 * rejected: a section was refused and staff have not returned it · stopped: a submission that nothing continues by itself
 * · asks_change: the merchant asks to change approved data · second: a change by staff waits for a second person
 * · unmapped: DOKU gave a reason that the catalogue does not know · drift: a reading found something else than we held
 * · unread: DOKU could not be read many times in a row
 */
export const needs = ["rejected", "stopped", "asks_change", "second", "unmapped", "drift", "unread"] as const;
export type Need = (typeof needs)[number];
