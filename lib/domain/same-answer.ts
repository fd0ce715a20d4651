/** Whether what is typed is what was sent, however it is written. Pure; used while somebody types. */
import { z } from "zod";
import { type PartName, partSchemas } from "./business";
import { slotValueSchema } from "./fields/slot-value";

/** The schema of one field, from its path in the form such as `contacts.0.phone`. */
function fieldSchema(part: PartName, path: string): z.core.$ZodType | null {
  return path.split(".").reduce<z.core.$ZodType | null>((schema, step) => {
    if (schema instanceof z.ZodArray) return schema.element;
    if (schema instanceof z.ZodObject) return (schema.shape as Record<string, z.core.$ZodType>)[step] ?? null;
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

/** The same for a value typed beside a file. */
export function isSameSlotValue(formCode: string, typed: string, sent: string): boolean {
  return isSame(slotValueSchema(formCode), typed, sent);
}
