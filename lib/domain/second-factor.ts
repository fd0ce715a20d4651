/** The second step of signing in, for staff. */

export const recoveryCodeCount = 10;

/** What was typed: six digits of the app, a recovery code, or neither. */
export function readFactorCode(typed: string): { kind: "app" | "recovery"; code: string } | null {
  const code = typed
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\u2010-\u2015-]/g, "");
  if (/^\d{6}$/.test(code)) return { kind: "app", code };
  if (/^[2-9a-z]{10}$/.test(code)) return { kind: "recovery", code: `${code.slice(0, 5)}-${code.slice(5)}` };
  return null;
}

/** An app's secret as people type it: `ABCD EFGH …`. */
export const spacedSecret = (secret: string) => secret.match(/.{1,4}/g)?.join(" ") ?? "";

/** Whether a session of staff may be used: "none" only where nobody has to have a second factor. */
export const isFactorEnough = (
  factor: "none" | "awaited" | "proved" | "trusted",
  setting: "required" | "optional",
): boolean => factor === "proved" || factor === "trusted" || (factor === "none" && setting === "optional");
