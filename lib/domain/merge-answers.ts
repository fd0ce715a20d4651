/**
 * Two tabs, or two people, fill in one form: each says what it started from, so only what it really changed counts, and
 * the newest wins field by field. Pure; shared by the browser, which finds out what the other one changed.
 */
export type Values = Record<string, unknown>;

const isRecord = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An answer that is not there and an empty one are the same: a form shows both as an empty field. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isSameValue(item, other[index]));
  }
  if (!isRecord(one) || !isRecord(other)) return (one ?? "") === (other ?? "");
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => isSameValue(one[key], other[key]));
}

/** Lists count entry by entry while they are equally long: an entry added or taken away changes the list as a whole. */
const areAlike = (lists: readonly unknown[]): lists is readonly unknown[][] => {
  const [first] = lists;
  return Array.isArray(first) && lists.every((list) => Array.isArray(list) && list.length === first.length);
};

const isEmpty = (value: unknown) => isSameValue(value, "");

type Merge = {
  /** Whether somebody said that what stands in the form is right: then suggestions that nobody touched count as answers. */
  isConfirmed: boolean;
};

function merged(stored: unknown, base: unknown, mine: unknown, how: Merge): unknown {
  if (!how.isConfirmed && isSameValue(base, mine)) return stored;
  if (isRecord(stored) && isRecord(base) && isRecord(mine)) {
    const keys = [...new Set([...Object.keys(stored), ...Object.keys(mine)])];
    const entries = keys.map((key) => [key, merged(stored[key], base[key], mine[key], how)] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  if (areAlike([stored, base, mine])) {
    const [kept, from] = [stored as unknown[], base as unknown[]];
    return (mine as unknown[]).map((item, index) => merged(kept[index], from[index], item, how));
  }
  return isSameValue(base, mine) && !isEmpty(stored) ? stored : mine;
}

/**
 * What is stored, with what `mine` changed since `base`. Until it is confirmed, what is neither changed nor stored is left
 * out: a suggestion that nobody has touched is made anew each time.
 */
export function mergeAnswers(stored: Values, base: Values, mine: Values, how: Merge = { isConfirmed: false }): Values {
  return merged(stored, base, mine, how) as Values;
}

/**
 * The fields in which `after` differs from `before`, with what stands there now; paths as in `contacts.0.phone`, or a
 * list's own where its length differs. What `after` does not have is no difference.
 */
export function differences(before: unknown, after: unknown, path = ""): { path: string; value: unknown }[] {
  if (after === undefined || isSameValue(before, after)) return [];
  const isNested = (isRecord(before) && isRecord(after)) || areAlike([before, after]);
  if (!isNested) return [{ path, value: after }];
  return Object.entries(after as Values).flatMap(([key, value]) =>
    differences((before as Values)[key], value, path ? `${path}.${key}` : key),
  );
}
