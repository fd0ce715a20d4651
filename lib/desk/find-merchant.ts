import { database } from "@/db/client";
import { findMerchantByEmail } from "@/db/queries/desk";
import { emailIndex } from "../crypto/tokens";

/** What staff typed is, or begins to be, an e-mail address: it must not become part of any address of a page. */
export const isEmailSearch = (text: string) => text.includes("@");

/** The application of the merchant with this whole e-mail address, or null. */
export async function findMerchantOf(email: string): Promise<string | null> {
  return await findMerchantByEmail((await database()).db, emailIndex(email));
}
