import { database } from "@/db/client";
import { findByPersonKeys } from "@/db/queries/search";
import { personKeysOf } from "../domain/search-words";

const listedAtOnce = 20;

/**
 * The applications of the person with this whole e-mail address, telephone number or NIK: the address that it signs in
 * with, or what stands in its answers. Empty when there is none, or when it is not whole.
 */
export async function findMerchantsOf(text: string): Promise<string[]> {
  return await findByPersonKeys((await database()).db, personKeysOf(text), listedAtOnce);
}
