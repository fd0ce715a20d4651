/**
 * What checks answers while they are typed. It brings the schemas, and with them a third of what a form brings over a bare page, so it is
 * fetched when somebody begins to fill in (see use-part-rules).
 */
import { zodResolver } from "@hookform/resolvers/zod";
import type { Resolver } from "react-hook-form";
import type { Kind, PartName } from "@/lib/domain/business";
import { writtenPhone } from "@/lib/domain/fields/phone";
import { inputOf, partSchemaFor } from "@/lib/domain/part-input";
import { hasAccount, isSameAnswer } from "@/lib/domain/same-answer";
import { accountAddress } from "@/lib/domain/social";
import { warningsFor } from "@/lib/domain/warnings";

/** A part's own schema as react-hook-form asks for it. */
function resolverFor(part: PartName, kind: Pick<Kind, "businessType"> | null): Resolver {
  const check = zodResolver(partSchemaFor(part, kind)) as Resolver;
  return (given, context, options) => check(inputOf(part, given), context, options);
}

export const partRules = { resolverFor, hasAccount, isSameAnswer, warningsFor, writtenPhone, accountAddress };
export type PartRules = typeof partRules;
