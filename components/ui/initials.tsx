/** A person in two letters, with the whole name for those who hear it or point at it. */
export function Initials({ name }: { name: string }) {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return (
    <span
      title={name}
      className="relative inline-grid size-7 place-items-center rounded-full bg-accent-soft text-xs font-bold text-accent"
    >
      <span aria-hidden="true">{letters.join("").toUpperCase()}</span>
      <span className="sr-only">{name}</span>
    </span>
  );
}
