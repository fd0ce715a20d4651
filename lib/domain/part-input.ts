/** One part of the answers on its way from the form to the draft: its known shape, and what follows without being asked. */
import * as z from "zod/mini";
import { bankOf } from "./banks";
import { brandSchema, type Kind, type PartName, partNames, partSchemas } from "./business";
import { businessLinesOf, legalEntitiesOf } from "./kinds";
import { accountAddress } from "./social";

/** Drafts are kept a part a row; `slots` holds the values typed beside files. */
export const draftParts = [...partNames, "slots"] as const;
export type DraftPartName = (typeof draftParts)[number];

/** A sole proprietor's brand has the business's own name and description (contract section 8), so only the rest is asked. */
export const personalBrandSchema = z.omit(brandSchema, { name: true, description: true });

type Kinds = Pick<Kind, "businessType"> | null;

/** Whether the brand takes its name and description from the business profile. */
export function hasBusinessNameAsBrand(kind: Kinds): boolean {
  return kind?.businessType === "PERSONAL";
}

/** The schema that a part is checked with, in the browser and by the verb. */
export function partSchemaFor(part: PartName, kind: Kinds): z.ZodMiniType<object, Record<string, unknown>> {
  return part === "brand" && hasBusinessNameAsBrand(kind) ? personalBrandSchema : partSchemas[part];
}

/** Longer than any answer that fits; what is longer is refused by the size of the draft as a whole. */
const text = z.catch(z.optional(z.string()), undefined);
const maxItems = 20;

/** The same keys, but any text in them: an answer that is refused today is still kept. */
function loose(schema: z.core.$ZodType): z.ZodMiniType {
  if (schema instanceof z.ZodMiniObject) {
    const entries = Object.entries<z.core.$ZodType>(schema.shape);
    return z.object(Object.fromEntries(entries.map(([key, value]) => [key, loose(value)])));
  }
  if (schema instanceof z.ZodMiniArray) {
    const items = z.catch(z.array(z.catch(loose(schema.def.element), {})), []);
    return z.optional(
      z.pipe(
        items,
        z.transform((list) => list.slice(0, maxItems)),
      ),
    );
  }
  return text;
}

const slotsDraftSchema = z.catch(
  z.record(z.string().check(z.maxLength(200)), z.record(z.string().check(z.maxLength(80)), z.string())),
  {},
);

/** What is kept of raw values: the keys that the part knows, valid or not. Anything else yields an empty draft. */
export function draftValues(part: DraftPartName, raw: unknown): Record<string, unknown> {
  const schema = part === "slots" ? slotsDraftSchema : z.catch(loose(partSchemas[part]), {});
  return schema.parse(raw) as Record<string, unknown>;
}

function fixedKind(values: Record<string, unknown>): Record<string, unknown> {
  if (values.businessType !== "PERSONAL") return values;
  return { ...values, legalEntity: legalEntitiesOf.PERSONAL[0], line: businessLinesOf.PERSONAL[0], nationality: "ID" };
}

function fixedBank(values: Record<string, unknown>): Record<string, unknown> {
  const bank = typeof values.bankId === "string" ? bankOf(values.bankId) : undefined;
  return bank ? { ...values, bankName: bank.name, swiftCode: bank.swift ?? "" } : { swiftCode: "", ...values };
}

function fixedSocial({ accounts = [], ...values }: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(accounts)) return { ...values, accounts };
  const completed = accounts.map((account: { code?: unknown; url?: unknown } | undefined) =>
    typeof account?.url === "string" ? { ...account, url: accountAddress(account.code, account.url) } : account,
  );
  return { ...values, accounts: completed };
}

/**
 * The values with what follows from them: PERSONAL fixes the other three questions, a known bank
 * its name and SWIFT code, and a known network where "@name" is.
 */
export function inputOf(part: PartName, raw: unknown): Record<string, unknown> {
  const values = typeof raw === "object" && raw !== null ? { ...raw } : {};
  if (part === "kind") return fixedKind(values);
  if (part === "bank") return fixedBank(values);
  return part === "social" ? fixedSocial(values) : values;
}
