/** GET: an empty file of invitations to fill in. */

import { getLocale } from "next-intl/server";
import { csvResponse } from "@/lib/csv/csv-stream";
import { writeTemplate } from "@/lib/desk/write-rest";
import { respond } from "@/lib/http";
import { isLocale } from "@/lib/locale";
import { staffAtDoor } from "@/lib/session";

export async function GET(): Promise<Response> {
  return await respond(async () => {
    await staffAtDoor("invitation.many");
    const locale = await getLocale();
    return csvResponse("undangan", writeTemplate(isLocale(locale) ? locale : "id"));
  });
}
