import { dokuClient } from "../doku-account";
import type { CaseActor, StaffActor } from "../domain/actor";
import { AppError } from "../errors";
import { typedCall } from "./typed-call";

const minLetters = 3;
const maxAreas = 20;

/**
 * Areas as DOKU spells them, at most 20; none for fewer than three letters.
 * @throws AppError unavailable "dokuUnreachable", or refused "askedTooOften" for a merchant: the merchant writes the area by hand then
 */
export async function findAreas({
  actor,
  input,
}: {
  actor: CaseActor | StaffActor;
  input: { keyword: string };
}): Promise<string[]> {
  const keyword = input.keyword.trim();
  if (keyword.length < minLetters) return [];
  try {
    const areas =
      "applicationId" in actor
        ? await typedCall(actor.applicationId, "search-address", (doku) => doku.searchAddress(keyword))
        : await (await dokuClient(null)).searchAddress(keyword);
    return areas.slice(0, maxAreas).map(({ area }) => area);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("unavailable", "dokuUnreachable", [], { cause: error });
  }
}
