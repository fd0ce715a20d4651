/** Requests that a page makes by itself. They keep nobody signed in: an open page at an empty desk is not in use. */

/** What a page says of a request that nobody at it caused. */
export const unattendedHeader = "sambut-unattended";

/** Also for a stream, which connects again by itself and cannot say more than its kind. */
export const isUnattended = (headers: Pick<Headers, "get">): boolean =>
  headers.get(unattendedHeader) !== null || headers.get("accept") === "text/event-stream";
