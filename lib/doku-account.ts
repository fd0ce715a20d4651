/** The partner's account at DOKU: the client with the configured credentials, each call written to the staff's log. */
import { database } from "@/db/client";
import { insertDokuCall } from "@/db/queries/kyb";
import { createDokuClient, type DokuClient } from "./doku/client";
import { env } from "./env";
import { errorKind, log } from "./log";

/** A client for calls on behalf of one application, or of none. Throws DokuError, see lib/doku/request. */
export function dokuClient(applicationId: string | null): DokuClient {
  const { DOKU_BASE_URL, DOKU_CLIENT_ID, DOKU_SECRET_KEY, DOKU_REFUSE_WRONG_ANSWERS } = env();
  return createDokuClient({
    baseUrl: DOKU_BASE_URL,
    clientId: DOKU_CLIENT_ID,
    secretKey: DOKU_SECRET_KEY,
    refuseUnsignedMismatch: DOKU_REFUSE_WRONG_ANSWERS === "on",
    async onCall(call) {
      const { endpoint, outcome, status, durationMs } = call;
      log.info("doku.call", { endpoint, outcome, status, durationMs, applicationId });
      // A log that cannot be written must not fail the call that it tells about.
      await database()
        .then(({ db }) => insertDokuCall(db, { applicationId, ...call }))
        .catch((error: unknown) => log.error("doku.call.unlogged", { error: errorKind(error) }));
    },
  });
}
