/** How personal numbers are shown to those who need not read them whole. */

const shown = 4;

/** All but the last four digits or letters hidden, in groups of four; short ones are hidden whole. */
export function maskNumber(value: string): string {
  const characters = [...value.replace(/[^\p{L}\p{N}]/gu, "")];
  if (characters.length === 0) return "";
  if (characters.length <= shown) return "•".repeat(shown);
  const hidden = "•".repeat(characters.length - shown);
  return `${hidden.replace(/.{4}(?=.)/gu, "$& ")} ${characters.slice(-shown).join("")}`;
}
