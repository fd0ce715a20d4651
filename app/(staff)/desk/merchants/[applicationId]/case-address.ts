import { paths } from "@/lib/paths";

/** What the address of a merchant's page can carry beside the merchant. */
export type CaseQuery = {
  /** The query part of the list that the reader came from. */
  from: string | null;
  /** Which kind of history is shown; null for all. */
  history: string | null;
};

const maxLength = 1_000;

/** The list in the address; only a query of our own list is made of it, so a foreign one leads nowhere. */
export function fromIn(text: string | string[] | undefined): string | null {
  return typeof text === "string" && text.length <= maxLength ? new URLSearchParams(text).toString() : null;
}

/** A merchant's page, with what its address carries now. */
export function caseAddress(applicationId: string, { from, history }: CaseQuery): string {
  const query = new URLSearchParams({ ...(from === null ? {} : { from }), ...(history === null ? {} : { history }) });
  return query.size > 0 ? `${paths.deskMerchant(applicationId)}?${query}` : paths.deskMerchant(applicationId);
}

/** The list that the reader came from. */
export const listAddress = (from: string | null) => (from ? `${paths.desk}?${from}` : paths.desk);
