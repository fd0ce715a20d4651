/** When a single key is meant for the desk. */

/** Boxes and choices take no letters, so that the keys live on once something was ticked. */
export function takesLetters({ tagName, type }: { tagName: string; type?: string | undefined }): boolean {
  return /^(TEXTAREA|SELECT)$/.test(tagName) || (tagName === "INPUT" && type !== "checkbox" && type !== "radio");
}

/** Where single keys belong to what is typed. */
export const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    takesLetters({ tagName: target.tagName, type: target instanceof HTMLInputElement ? target.type : undefined }));

const chordMs = 1_000;

/** Tells of each pressed key whether it ends `g` `q`, the way to the list. Keep one as long as the page stands. */
export function watchChord(): (key: string, now: number) => boolean {
  let firstAt = Number.NEGATIVE_INFINITY;
  return (key, now) => {
    const isEnd = key === "q" && now - firstAt < chordMs;
    firstAt = key === "g" ? now : Number.NEGATIVE_INFINITY;
    return isEnd;
  };
}
