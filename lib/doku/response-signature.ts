import { digestOf, verifySignature } from "./signature";

export type SignedCall = { clientId: string; secretKey: string; requestId: string; path: string };

/**
 * Compares the signature of an answer (contract section 3, A `response-signature`): our own Client-Id and Request-Id,
 * so that an answer to another call does not pass. `unsigned` when DOKU sent no Signature header.
 */
export function checkResponseSignature(
  call: SignedCall,
  headers: { get(name: string): string | null },
  body: Uint8Array,
): "valid" | "mismatch" | "unsigned" {
  const signature = headers.get("signature");
  if (signature === null) return "unsigned";
  const parts = {
    clientId: call.clientId,
    requestId: call.requestId,
    timestamp: headers.get("response-timestamp") ?? "",
    timestampHeader: "Response-Timestamp" as const,
    requestTarget: call.path,
    digest: digestOf(body),
  };
  return verifySignature(parts, [call.secretKey], signature) ? "valid" : "mismatch";
}
