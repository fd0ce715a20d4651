import { dokuClient } from "../doku-account";
import type { CaseActor, StaffActor } from "../domain/actor";
import type { FoundAreas } from "../domain/fields/area-parts";
import { offlineAreas } from "./offline-areas";
import { typedCall } from "./typed-call";

const minLetters = 3;
const maxAreas = 20;

/** Areas as DOKU spells them; none when it cannot be asked, is asked too often, or knows none. */
async function areasAtDoku(actor: CaseActor | StaffActor, keyword: string): Promise<string[]> {
  try {
    const areas =
      "applicationId" in actor
        ? await typedCall(actor.applicationId, "search-address", (doku) => doku.searchAddress(keyword))
        : await (await dokuClient(null)).searchAddress(keyword);
    return areas.map(({ area }) => area);
  } catch {
    // The call itself is on record; who types an address goes on with the list that is at hand.
    return [];
  }
}

/** At most 20 areas, DOKU's own or else those of the list that needs no DOKU; none for fewer than three letters. */
export async function findAreas({
  actor,
  input,
}: {
  actor: CaseActor | StaffActor;
  input: { keyword: string };
}): Promise<FoundAreas> {
  const keyword = input.keyword.trim();
  if (keyword.length < minLetters) return { areas: [], isOffline: false };
  const areas = await areasAtDoku(actor, keyword);
  if (areas.length > 0) return { areas: areas.slice(0, maxAreas), isOffline: false };
  return { areas: await offlineAreas(keyword, maxAreas), isOffline: true };
}
