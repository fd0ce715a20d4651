import { database } from "@/db/client";
import { AppError } from "@/lib/errors";
import { refuseCrossSite, respond } from "@/lib/http";
import { exportResponse } from "@/lib/privacy/export-door";
import { readMerchant } from "@/lib/session";
import { requireConfirmed } from "@/lib/sign-in/confirm-again";

/** Everything held about the signed-in merchant, as a ZIP. A POST: it leaves a row in the audit trail. */
export function POST(request: Request): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    const merchant = await readMerchant();
    if (!merchant) throw new AppError("signed_out", "signedOut");
    await requireConfirmed((await database()).db, merchant);
    const { userId, application } = merchant;
    return await exportResponse({ kind: "merchant", userId, applicationId: application.id }, application.id);
  });
}
