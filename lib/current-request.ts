/** Apart from lib/request-id, because our own server takes callbacks outside of Next. */
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { requestIdOf } from "./request-id";

/** The id of the request that Next is answering now; a new one outside of any. Never throws. */
export async function currentRequestId(): Promise<string> {
  try {
    return requestIdOf(await headers());
  } catch {
    return randomUUID();
  }
}
