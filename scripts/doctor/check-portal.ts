import { z } from "zod";
import { type Finding, found, whyUnreachable } from "./finding";

const check = "Portal";

const readySchema = z.object({
  ready: z.boolean(),
  process: z.string(),
  database: z.string(),
  migrations: z.string(),
  storage: z.string(),
  keys: z.string(),
  queue: z.string(),
});

const ask = (address: string) => fetch(address, { signal: AbortSignal.timeout(10_000), redirect: "manual" });

/** The way around a proxy that keeps `/api/ready` inside, as docs/deploy.md has it: whether it lives is for everybody. */
async function checkLife(appUrl: string, status: number): Promise<Finding> {
  const answer = await ask(`${appUrl}/api/health`);
  const health = z.object({ ok: z.literal(true) }).safeParse(await answer.json().catch(() => null));
  if (!answer.ok || !health.success) {
    const says = `no Sambut answers at APP_URL (HTTP ${status}, and ${answer.status} for /api/health).`;
    return found(check, "broken", says, "Start it, and check the proxy.");
  }
  const says = "it runs. Whether it is ready is kept inside by the proxy, as it should be.";
  return found(check, "ok", says, "Ask it on its own machine: curl localhost:3000/api/ready.");
}

/** What the running portal says of itself. */
export async function checkPortal(appUrl: string): Promise<Finding> {
  try {
    const answer = await ask(`${appUrl}/api/ready`);
    if (answer.status === 403 || answer.status === 404) return await checkLife(appUrl, answer.status);
    const read = readySchema.safeParse(await answer.json().catch(() => null));
    if (!read.success) {
      return found(
        check,
        "broken",
        `no Sambut answers at APP_URL (HTTP ${answer.status}).`,
        "Start it, and check the proxy.",
      );
    }
    const { ready, process, database, migrations, storage, keys, queue } = read.data;
    const parts = `database ${database}, migrations ${migrations}, files ${storage}, keys ${keys}, queue ${queue}`;
    if (!ready) {
      const says = process === "stopping" ? "it is stopping." : `it is not ready: ${parts}.`;
      return found(check, "broken", says, "Its log names the cause.");
    }
    if (queue === "late") {
      const todo = "Is the worker running (npm run worker)? See docs/operations.md.";
      return found(check, "warn", "it is ready, but background work waits for minutes.", todo);
    }
    return found(check, "ok", `it runs and is ready: ${parts}.`);
  } catch (error) {
    return found(check, "broken", `it does not answer at APP_URL: ${whyUnreachable(error)}.`, "Start it (npm start).");
  }
}
