import { z } from "zod";
import { draftParts } from "@/lib/domain/part-input";
import { AppError } from "@/lib/errors";
import { maxDraftBytes } from "@/lib/onboarding/save-draft";
import { readBody } from "@/lib/read-body";

const bodySchema = z.object({ part: z.enum(draftParts), values: z.unknown() });

/**
 * One part and its raw values, as the autosave of a form sends them.
 * @throws AppError too_large · refused "unclear"
 */
export async function readDraft(request: Request): Promise<z.output<typeof bodySchema>> {
  const bytes = await readBody(request, maxDraftBytes * 2);
  if (!bytes) throw new AppError("too_large", "tooLarge");
  try {
    return bodySchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new AppError("refused", "unclear", [], { cause: error });
  }
}
