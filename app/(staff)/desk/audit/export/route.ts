import { exportAudit } from "@/lib/audit/export-audit";
import { csvResponse } from "@/lib/csv/csv-stream";
import { readOwnForm, respond } from "@/lib/http";
import { staffAtDoor } from "@/lib/session";
import { filterOf } from "../load-audit";

/**
 * The audit trail as CSV, as far as the posted filter goes. A POST: it leaves a row in the trail. Who has not
 * just proved again who they are is refused.
 */
export function POST(request: Request): Promise<Response> {
  return respond(async () => {
    const form = await readOwnForm(request);
    const actor = await staffAtDoor("audit.export", { isConfirmed: true });
    const day = new Date().toISOString().slice(0, 10);
    return csvResponse(`audit-${day}`, await exportAudit({ actor, filter: filterOf(form) }));
  });
}
