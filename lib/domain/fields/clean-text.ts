/** Text as it is kept, and typed numbers freed of the marks that people put into them. */

// Control, zero-width, blank and text-direction characters: invisible to the merchant, refused by PostgreSQL (NUL)
// or apt to disguise a name from staff. Line feeds stay; the joiner and the two variants of emoji stay.
const invisible = /(?![\u200d\ufe0e\ufe0f])[\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

/** Text as it is kept: composed characters, line feeds only, nothing invisible, no space around. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll("\t", " ")
    .replace(invisible, (char) => (char === "\n" ? char : ""))
    .normalize("NFC")
    .trim();
}

/** An Arabic digit as a plain one: in both of their rows the lowest four bits are its value. */
const plainDigit = (digit: string) => String(digit.charCodeAt(0) & 15);

/**
 * What is left of a typed number without the marks people put into it (spaces, dots, dashes, brackets, slashes).
 * Full-width and Arabic digits of a phone's keyboard become plain ones.
 */
export function withoutMarks(text: string): string {
  const plain = cleanText(text.normalize("NFKC")).replace(/[\u0660-\u0669\u06f0-\u06f9]/g, plainDigit);
  return plain.replace(/[\s.,()/\u2010-\u2015\u2212'-]/gu, "");
}
