/** Which database tests run on. */
import type { DatabaseKind } from "../db/client";

/** @throws Error with a sentence when SAMBUT_TEST_DATABASE names none */
export function testDatabaseKind(): DatabaseKind {
  const wanted = process.env.SAMBUT_TEST_DATABASE || "pglite";
  if (wanted === "pglite" || wanted === "pg" || wanted === "vercel") return wanted;
  throw new Error(`SAMBUT_TEST_DATABASE is "${wanted}"; there are pglite, pg and vercel.`);
}
