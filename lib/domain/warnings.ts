/** What looks wrong but is allowed: the contract says "warn", so the merchant is told and may go on (section 12). */
import type { Answers, PartName, PartOutput } from "./business";
import { accountNumberSchema } from "./fields/account";
import { withoutMarks } from "./fields/clean-text";
import { emailSchema } from "./fields/email";
import { parseNik } from "./fields/nik";
import { hasNpwpCheckDigit, npwpSchema } from "./fields/npwp";
import type { FieldIssue } from "./results";
import { otherNetwork } from "./social";

/** DOKU's Get business data shows e-mail as at most this many characters (contract section 8). */
const usualEmailLength = 30;
/** Digits that an Indonesian account number usually has (contract section 12). */
const usualAccountDigits = { min: 10, max: 16 };

function emailWarnings(path: string, email: unknown): FieldIssue[] {
  const parsed = emailSchema.safeParse(email);
  if (!parsed.success || parsed.data.length <= usualEmailLength) return [];
  return [{ path, key: "email.long", params: { max: usualEmailLength } }];
}

function accountWarnings(path: string, accountNumber: unknown): FieldIssue[] {
  const parsed = accountNumberSchema.safeParse(accountNumber);
  if (!parsed.success) return [];
  const count = parsed.data.length;
  const { min, max } = usualAccountDigits;
  return count < min || count > max ? [{ path, key: "account.unusualLength", params: { count, min, max } }] : [];
}

/** Names compared as people read them: letters and digits only, without titles of companies. */
function comparable(name: string): string {
  return name
    .toLowerCase()
    .replace(/\b(pt|cv|ud|firma|koperasi|yayasan|tbk)\b/g, "")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** @param names whose account it may be; with none there is nothing to compare */
function accountNameWarnings(path: string, accountName: unknown, names: readonly string[]): FieldIssue[] {
  const own = typeof accountName === "string" ? comparable(accountName) : "";
  if (own === "" || names.length === 0) return [];
  return names.some((name) => comparable(name) === own) ? [] : [{ path, key: "account.nameDiffers" }];
}

type Draft = {
  email?: unknown;
  accountNumber?: unknown;
  accountName?: unknown;
  contacts?: { email?: unknown }[];
  accounts?: { code?: unknown; url?: unknown }[];
};

function networkWarnings(accounts: NonNullable<Draft["accounts"]>): FieldIssue[] {
  return accounts.flatMap((account, index) => {
    const site = otherNetwork(account?.code, account?.url);
    return site === null ? [] : [{ path: `accounts.${index}.url`, key: "url.otherNetwork", params: { site } }];
  });
}

/**
 * Warnings about one part of the answers; paths as in the part's own issues. Takes a draft too:
 * a field that is missing or refused by its schema has an error and gets no warning beside it.
 * @param accountNames whose account the bank account may be (`accountNames` in suggestions)
 */
export function warningsFor<P extends PartName>(
  part: P,
  value: DeepPartial<PartOutput<P>>,
  accountNames?: readonly string[],
): FieldIssue[];
export function warningsFor(part: PartName, value: object, accountNames: readonly string[] = []): FieldIssue[] {
  const draft: Draft = value;
  switch (part) {
    case "profile":
      return emailWarnings("email", draft.email);
    case "contacts":
      return (draft.contacts ?? []).flatMap((contact, index) =>
        emailWarnings(`contacts.${index}.email`, contact?.email),
      );
    case "bank":
      return [
        ...accountWarnings("accountNumber", draft.accountNumber),
        ...accountNameWarnings("accountName", draft.accountName, accountNames),
      ];
    case "social":
      return networkWarnings(draft.accounts ?? []);
    default:
      return [];
  }
}

type DeepPartial<T> = T extends (infer Item)[]
  ? (DeepPartial<Item> | undefined)[]
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> }
    : T;

function ageInYears(birthDate: string, today: Date): number {
  const birthday = new Date(`${birthDate}T00:00:00Z`);
  return (today.getTime() - birthday.getTime()) / (365.25 * 24 * 3_600_000);
}

/**
 * Warnings about one value typed beside a file (`formCode` as DOKU names it). `path` is the field's name in its form.
 */
export function slotValueWarnings(formCode: string, value: string, path = formCode, today = new Date()): FieldIssue[] {
  if (formCode === "NO_NPWP") {
    const parsed = npwpSchema.safeParse(value);
    return parsed.success && !hasNpwpCheckDigit(parsed.data) ? [{ path, key: "npwp.checkDigit" }] : [];
  }
  const nik = formCode === "NO_KTP" ? parseNik(value, today) : null;
  if (!nik) return [];
  if (nik.province === null) return [{ path, key: "nik.province", params: { code: nik.provinceCode } }];
  return ageInYears(nik.birthDate, today) > 90 ? [{ path, key: "nik.age" }] : [];
}

/**
 * Warnings about values beside files that do not fit each other, for the check step; they are compared without the marks that
 * people type. A slot's path is `<slot id>.<form code>` under the part `slotValues`.
 */
export function crossWarnings({
  kind,
  slotValues = {},
}: Partial<Pick<Answers, "kind" | "slotValues">>): { part: "slotValues"; issue: FieldIssue }[] {
  const found: { part: "slotValues"; issue: FieldIssue }[] = [];
  const values = Object.entries(slotValues).flatMap(([slot, forms]) =>
    Object.entries(forms).map(([code, typed]) => ({ path: `${slot}.${code}`, code, value: withoutMarks(typed) })),
  );
  const niks = values.filter(({ code, value }) => code === "NO_KTP" && value !== "");
  niks.forEach(({ value, path }, index) => {
    if (niks.findIndex((other) => other.value === value) !== index) {
      found.push({ part: "slotValues", issue: { path, key: "nik.twice" } });
    }
  });
  for (const { path, code, value } of values) {
    const isPersonalNik = kind?.businessType === "PERSONAL" && code === "NO_NPWP" && value.length === 16;
    if (isPersonalNik && !value.startsWith("0") && niks.length > 0 && !niks.some((nik) => nik.value === value)) {
      found.push({ part: "slotValues", issue: { path, key: "npwp.notNik" } });
    }
  }
  return found;
}
