/** Whoever has proved something gets another token: the one before, which somebody may have seen, is worth nothing any more. */
import type { Tx } from "@/db/client";
import { type Proof, replaceToken } from "@/db/queries/sessions";
import { hashToken, newToken } from "../crypto/tokens";
import { AppError } from "../errors";

/** What the browser is to hold from now on. */
export type RenewedSession = { token: string; expiresAt: Date };

/** @throws AppError signed_out when the session has ended meanwhile */
export async function renewSession(tx: Tx, sessionId: string, proof: Proof): Promise<RenewedSession> {
  const token = newToken();
  const expiresAt = await replaceToken(tx, sessionId, { ...proof, tokenHash: hashToken(token) });
  if (!expiresAt) throw new AppError("signed_out", "signedOut");
  return { token, expiresAt };
}
