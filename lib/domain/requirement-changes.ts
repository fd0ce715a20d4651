/** How one list of requirements differs from another: after a new kind of business, or because DOKU changed its mind. */
import { type ApplicationForm, neededSlots } from "./progress";
import { type Requirement, slotId } from "./requirements";

export type RequirementChanges = { added: Requirement[]; removed: Requirement[]; changed: Requirement[] };

/** The same requirement in two lists has the same key, whoever's contact it is asked of. */
export const requirementKey = (requirement: Requirement) => slotId(requirement, null);

/** What matters to the merchant; a new name or order alone is no change. */
function demands({ extensions, maxBytes, mandatory, forms }: Requirement): string {
  const codes = forms.map((form) => `${form.code}:${form.mandatory}`).sort();
  return JSON.stringify([[...extensions].sort(), maxBytes, mandatory, codes]);
}

/** `changed` holds the new version of what is asked differently (formats, size, whether it is needed, values beside it). */
export function requirementChanges(before: readonly Requirement[], after: readonly Requirement[]): RequirementChanges {
  const old = new Map(before.map((requirement) => [requirementKey(requirement), requirement]));
  const now = new Set(after.map(requirementKey));
  const isChanged = (requirement: Requirement) => {
    const previous = old.get(requirementKey(requirement));
    return previous !== undefined && demands(previous) !== demands(requirement);
  };
  return {
    added: after.filter((requirement) => !old.has(requirementKey(requirement))),
    removed: before.filter((requirement) => !now.has(requirementKey(requirement))),
    changed: after.filter(isChanged),
  };
}

export function hasChanges({ added, removed, changed }: RequirementChanges): boolean {
  return added.length + removed.length + changed.length > 0;
}

type KnownSet = { requirements: Requirement[]; previous: Requirement[] | null; changedAt: Date | null };

/**
 * What to keep beside a list that was read anew for the same kind: changes are told against the list that the merchant
 * last saw. `isNews` says whether this reading brought one; a change that DOKU took back is forgotten.
 */
export function afterReading(known: KnownSet, requirements: Requirement[], now: Date) {
  const seen = known.previous ?? known.requirements;
  const isNews = hasChanges(requirementChanges(known.requirements, requirements));
  const differs = hasChanges(requirementChanges(seen, requirements));
  return { isNews, previous: differs ? seen : null, changedAt: differs ? (isNews ? now : known.changedAt) : null };
}

/** Files that nothing asks for under these requirements. They are kept, never sent, and shown as no longer needed. */
export function uselessFiles<F extends { slotId: string }>(
  form: Pick<ApplicationForm, "parts" | "requirements">,
  files: readonly F[],
): F[] {
  const needed = new Set(neededSlots(form).map((slot) => slot.id));
  return files.filter((file) => !needed.has(file.slotId));
}
