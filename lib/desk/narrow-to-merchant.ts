/** Which merchant staff mean when they type one into the filter of a list. */
import { database } from "@/db/client";
import { findMerchantChoices } from "@/db/queries/merchant-choices";
import { isPersonal } from "../domain/search-words";
import { refused } from "../errors";

/** More than so many are no choice any more. */
export const choicesShown = 12;

/** `find` when several have that name: the page lets choose. */
export type Narrowed = { merchant: string } | { find: string } | null;

/**
 * @param known the merchant that the list is narrowed to already, and its name as the field shows it
 * @throws AppError refused with an issue at `merchant`: nobody has it, or it belongs to a person and must not get into an address
 */
export async function narrowToMerchant(text: string, known: { id: string; name: string } | null): Promise<Narrowed> {
  const wanted = text.trim();
  if (wanted === "") return null;
  if (known && known.name === wanted) return { merchant: known.id };
  if (isPersonal(wanted)) throw refused("checkFields", [{ path: "merchant", key: "merchantPersonal" }]);
  const choices = await findMerchantChoices((await database()).db, wanted, 2);
  const [only] = choices;
  if (!only) throw refused("checkFields", [{ path: "merchant", key: "merchantUnknown" }]);
  return choices.length === 1 ? { merchant: only.id } : { find: wanted.slice(0, 80) };
}
