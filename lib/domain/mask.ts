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

/** Eight digits or more, as people write the numbers of cards, telephones and accounts. */
const longNumber = /\p{N}(?:[ ./-]?\p{N}){7,}/gu;
const date = /^(?:\d{4}([ ./-])\d{2}\1\d{2}|\d{2}([ ./-])\d{2}\2\d{4})$/;

/** Words of somebody else's with the long numbers in them masked. Dates stay. */
export function maskNumbersIn(text: string): string {
  return text.replace(longNumber, (number) => (date.test(number) ? number : maskNumber(number)));
}
