import { z } from "zod";
import { type DraftPartName, draftParts } from "@/lib/domain/part-input";
import { AppError } from "@/lib/errors";
import { maxDraftBytes } from "@/lib/onboarding/save-draft";
import { readBody } from "@/lib/read-body";

const bodySchema = z.object({ part: z.enum(draftParts), values: z.unknown(), base: z.unknown().optional() });

/**
 * One part, its raw values and those it was filled in from, as the autosave of a form sends them.
 * @throws AppError too_large · refused "unclear"
 */
export async function readDraft(request: Request): Promise<z.output<typeof bodySchema>> {
  const bytes = await readBody(request, maxDraftBytes * 3);
  if (!bytes) throw new AppError("too_large", "tooLarge");
  try {
    return bodySchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new AppError("refused", "unclear", [], { cause: error });
  }
}

/** The part that the address asks for. @throws AppError refused "unclear" */
export function askedPart(request: Request): DraftPartName {
  const part = z.enum(draftParts).safeParse(new URL(request.url).searchParams.get("part"));
  if (!part.success) throw new AppError("refused", "unclear");
  return part.data;
}
