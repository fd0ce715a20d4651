/** Who is named with an @ in the words of a comment. Pure. */

const inOneCase = (text: string) => text.toLocaleLowerCase("id");
const isPartOfWord = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{M}\p{N}]/u.test(letter);

/** The text without every `@name` that no word goes on from, or null when there is none. */
function without(text: string, name: string): string | null {
  const pieces = text.split(`@${name}`);
  // Where the word goes on, it is the beginning of another name.
  const kept = pieces.reduce((before, after) => before + (isPartOfWord([...after][0]) ? `@${name}` : " ") + after);
  return kept === text ? null : kept;
}

/**
 * Those of the people whose name stands behind an @. The longest name is meant: "@Budi Santoso" names no Budi. Of people
 * with one name all are named.
 */
export function namedIn<Person extends { name: string }>(text: string, people: readonly Person[]): Person[] {
  const names = [...new Set(people.map(({ name }) => inOneCase(name)))].sort((one, other) => other.length - one.length);
  const named = new Set<string>();
  let rest = inOneCase(text);
  for (const name of names) {
    const others = without(rest, name);
    if (others === null) continue;
    named.add(name);
    rest = others;
  }
  return people.filter(({ name }) => named.has(inOneCase(name)));
}
