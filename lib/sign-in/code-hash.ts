import { hashToken } from "../crypto/tokens";

/** The stored form of a code, tied to its attempt: six digits alone would hash alike for many people. */
export const codeHashOf = (attemptId: string, code: string) => hashToken(`${attemptId}\n${code}`);
