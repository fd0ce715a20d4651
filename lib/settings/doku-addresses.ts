/** Where signed requests with merchants' data may be sent at all: who can change settings is not free to send them anywhere. */
import { dokuAddresses, isOwnMachine } from "../domain/doku-settings";
import { env } from "../env";

/**
 * Whether staff may set this address: DOKU's own, those of the process's settings, and while the portal itself is served on its
 * own machine (a demo, a test) whatever is there.
 * @param baseUrl scheme and host, as lib/domain/doku-settings reads it
 */
export function isAllowedAddress(baseUrl: string): boolean {
  const { DOKU_BASE_URL, DOKU_OTHER_ADDRESSES, APP_URL } = env();
  const known: string[] = [...Object.values(dokuAddresses), DOKU_BASE_URL, ...DOKU_OTHER_ADDRESSES];
  return known.includes(baseUrl) || (isOwnMachine(APP_URL) && isOwnMachine(baseUrl));
}
