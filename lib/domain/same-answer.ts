/** Whether what is typed is what was sent, or known from elsewhere, however both are written. Pure; used while somebody types. */
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
  const [one, other] = schema ? [z.safeParse(schema, typed), z.safeParse(schema, sent)] : [];
  return one?.success === true && one.data === (other?.success ? other.data : sent);
}

/** @param sent the answer that it is compared with, as DOKU has it or as it was typed elsewhere */
export function isSameAnswer(part: PartName, path: string, typed: string, sent: string): boolean {
  return isSame(fieldSchema(part, path), typed, sent);
}

/** Whether the accounts on social media that were typed have this one as it was sent. */
export function hasAccount(typed: unknown, { code, url }: { code: string; url: string }): boolean {
  const accounts = (Array.isArray(typed) ? typed : []) as { code?: string; url?: string }[];
  return accounts.some((one) => one.code === code && isSameAnswer("social", "accounts.0.url", one.url ?? "", url));
}
