/** A form posted by the browser itself, before its script arrived, as the values that the script would have sent. */

const listKey = /^\d{1,2}$/;
const maxEntries = 300;

type Branch = { [key: string]: string | Branch };

/** Fields by name, `contacts.0.name` nested; lists in order. Files and names of the framework (`$ACTION…`) are left out. */
export function postedValues(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const root: Branch = Object.create(null);
  for (const [name, value] of [...entries].slice(0, maxEntries)) {
    if (typeof value !== "string" || name.startsWith("$")) continue;
    const keys = name.split(".");
    const last = keys.pop() ?? name;
    let branch = root;
    for (const key of keys) {
      const next = branch[key];
      const child: Branch = typeof next === "object" ? next : Object.create(null);
      branch[key] = child;
      branch = child;
    }
    branch[last] = value;
  }
  return withLists(root) as Record<string, unknown>;
}

function withLists(branch: string | Branch): unknown {
  if (typeof branch === "string") return branch;
  const entries = Object.entries(branch);
  if (entries.length > 0 && entries.every(([key]) => listKey.test(key))) {
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => withLists(value));
  }
  return Object.fromEntries(entries.map(([key, value]) => [key, withLists(value)]));
}
