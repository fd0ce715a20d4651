import { dokuClient } from "../doku-account";
import type { CaseActor, StaffActor } from "../domain/actor";
import { AppError } from "../errors";

const minLetters = 3;
const maxAreas = 20;

/**
 * Areas as DOKU spells them, at most 20; none for fewer than three letters.
 * @throws AppError unavailable "dokuUnreachable": the merchant writes the area by hand then
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
    const areas = await (await dokuClient("applicationId" in actor ? actor.applicationId : null)).searchAddress(
      keyword,
    );
    return areas.slice(0, maxAreas).map(({ area }) => area);
  } catch (error) {
    throw new AppError("unavailable", "dokuUnreachable", [], { cause: error });
  }
}
