/** GET: whether the portal can serve, for the one who watches over it. */
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { json } from "@/lib/http";
import { errorKind, log } from "@/lib/log";

export const dynamic = "force-dynamic";

const answerWithinMs = 3_000;

async function databaseAnswers(): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The database is late")), answerWithinMs);
  });
  try {
    await Promise.race([database().then(({ db }) => db.execute(sql`select 1`)), late]);
  } finally {
    clearTimeout(timer);
  }
}

export async function GET(): Promise<Response> {
  try {
    await databaseAnswers();
    return json({ ok: true });
  } catch (error) {
    log.warn("health.database", { error: errorKind(error) });
    return json({ ok: false, error: "The database does not answer." }, 503);
  }
}
