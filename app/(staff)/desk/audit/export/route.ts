import { exportAudit } from "@/lib/audit/export-audit";
import { csvResponse } from "@/lib/csv/csv-stream";
import { mayDo } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import { readOwnForm, respond } from "@/lib/http";
import { readSession } from "@/lib/session";
import { filterOf } from "../load-audit";

/** The audit trail as CSV, as far as the posted filter goes. A POST: it leaves a row in the trail. */
export function POST(request: Request): Promise<Response> {
  return respond(async () => {
    const form = await readOwnForm(request);
    const session = await readSession();
    if (session?.role !== "staff") throw new AppError("signed_out", "signedOut");
    if (!mayDo(session.staffRole, "audit.export")) throw new AppError("not_allowed", "notAllowed");
    const actor = { kind: "staff", userId: session.userId } as const;
    const day = new Date().toISOString().slice(0, 10);
    return csvResponse(`audit-${day}`, await exportAudit({ actor, filter: filterOf(form) }));
  });
}
