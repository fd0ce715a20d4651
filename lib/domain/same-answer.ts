/** Whether what is typed is what was sent, however it is written. Pure; used while somebody types. */
import * as z from "zod/mini";
import { type PartName, partSchemas } from "./business";

/** The schema of one field, from its path in the form such as `contacts.0.phone`. */
function fieldSchema(part: PartName, path: string): z.core.$ZodType | null {
  return path.split(".").reduce<z.core.$ZodType | null>((schema, step) => {
    if (schema instanceof z.ZodMiniArray) return schema.def.element;
    if (schema instanceof z.ZodMiniObject) return (schema.shape as Record<string, z.core.$ZodType>)[step] ?? null;
    return null;
  }, partSchemas[part]);
}

function isSame(schema: z.core.$ZodType | null, typed: string, sent: string): boolean {
  if (typed.trim() === sent.trim()) return true;
  const parsed = schema ? z.safeParse(schema, typed) : null;
  return parsed?.success === true && parsed.data === sent;
}

/** @param sent as DOKU has it, in its normal form */
export function isSameAnswer(part: PartName, path: string, typed: string, sent: string): boolean {
  return isSame(fieldSchema(part, path), typed, sent);
}

/** Whether the accounts on social media that were typed have this one as it was sent. */
export function hasAccount(typed: unknown, { code, url }: { code: string; url: string }): boolean {
  const accounts = (Array.isArray(typed) ? typed : []) as { code?: string; url?: string }[];
  return accounts.some((one) => one.code === code && isSameAnswer("social", "accounts.0.url", one.url ?? "", url));
}
