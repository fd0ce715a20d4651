/** GET: the rows that were not invited, with why, as a file to mend. */

import { getLocale } from "next-intl/server";
import { z } from "zod";
import { issueTexts } from "@/app/issue-texts";
import { issueText } from "@/components/forms/issue-text";
import { csvResponse } from "@/lib/csv/csv-stream";
import { takeRest } from "@/lib/desk/import-batch";
import { writeRest } from "@/lib/desk/write-rest";
import { titleOf } from "@/lib/domain/invitation-columns";
import { notFound } from "@/lib/errors";
import { respond } from "@/lib/http";
import { isLocale } from "@/lib/locale";
import { staffAtDoor } from "@/lib/session";

export async function GET(_request: Request, { params }: { params: Promise<{ batchId: string }> }): Promise<Response> {
  return await respond(async () => {
    const actor = await staffAtDoor("invitation.many");
    const { batchId } = await params;
    if (!z.uuid().safeParse(batchId).success) throw notFound();
    const rows = await takeRest({ actor, input: { batchId } });
    const { errors } = await issueTexts();
    const reasons = rows.map(({ cells, faults }) => ({
      cells,
      reason: faults
        .map((fault) => `${fault.path ? `${titleOf(fault.path)}: ` : ""}${issueText(errors, fault)}`)
        .join(" · "),
    }));
    const locale = await getLocale();
    return csvResponse("undangan-diperbaiki", writeRest(reasons, isLocale(locale) ? locale : "id"));
  });
}
