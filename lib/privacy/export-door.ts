import type { MerchantActor, StaffActor } from "../domain/actor";
import { countUse } from "../limits";
import { partner } from "../partner";
import { exportMerchant } from "./export-merchant";

/**
 * What both doors of the export answer with. Whoever asks is authenticated by its door, and has just proved again there
 * who they are (lib/sign-in/confirm-again).
 * @throws AppError too_often · as `exportMerchant`
 */
export async function exportResponse(
  actor: StaffActor | MerchantActor,
  applicationId: string,
  now = new Date(),
): Promise<Response> {
  await countUse("export", actor.userId);
  const { name } = await partner();
  const body = await exportMerchant({ actor, applicationId, partnerName: name, now });
  const day = now.toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="data-${applicationId.slice(0, 8)}-${day}.zip"`,
      "X-Content-Type-Options": "nosniff",
      // Compressing or buffering on the way would hold back what was read already.
      "Cache-Control": "no-store, no-transform",
    },
  });
}
