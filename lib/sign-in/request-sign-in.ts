/** Somebody types an address to sign in. */
import { database } from "@/db/client";
import { findPersonByEmailIndex } from "@/db/queries/users";
import { emailIndex } from "../crypto/tokens";
import { startAttempt } from "./start-attempt";

/**
 * Starts a sign-in. Known and unknown addresses leave the same rows, the same work and the same answer.
 * @throws AppError refused "signIn.tooOften"
 */
export async function requestSignIn({
  input,
  source,
}: {
  input: { email: string };
  source: string;
}): Promise<{ attemptId: string }> {
  const index = emailIndex(input.email);
  const person = await findPersonByEmailIndex((await database()).db, index);
  return await startAttempt({ emailIndex: index, userId: person?.id ?? null }, source);
}
