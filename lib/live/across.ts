/**
 * Changes cross from process to process by NOTIFY, so that a page on one machine shows at once what another has committed.
 * Outside the writing transactions, for NOTIFY inside makes commits wait for each other, and many changes in one.
 */
import { randomUUID } from "node:crypto";
import type { Database } from "@/db/client";
import { type Listening, listenTo } from "@/db/listen";
import { env } from "../env";
import { errorKind, log } from "../log";
import { announceFromElsewhere, onOwnChange } from "./changes";

const channel = "sambut_changes";
const collectMs = 15;
/** A payload holds 8,000 bytes, an id takes 37. */
const idsInOne = 200;

/** Sends what this process commits and announces what others do. @returns what ends it */
export async function startCrossing({
  kind,
  executeSql,
}: Pick<Database, "kind" | "executeSql">): Promise<() => Promise<void>> {
  const { DATABASE_URL } = env();
  if (kind !== "pg" || !DATABASE_URL) return async () => {};
  const own = randomUUID();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | null = null;

  async function tell(): Promise<void> {
    timer = null;
    const ids = [...changed];
    changed.clear();
    for (let from = 0; from < ids.length; from += idsInOne) {
      const payload = [own, ...ids.slice(from, from + idsInOne)].join(",");
      await executeSql("select pg_notify($1, $2)", [channel, payload]);
    }
  }
  const stopTelling = onOwnChange((applicationId) => {
    changed.add(applicationId);
    timer ??= setTimeout(() => {
      // Streams elsewhere look by themselves every few seconds.
      tell().catch((error: unknown) => log.warn("live.across", { error: errorKind(error) }));
    }, collectMs).unref();
  });
  const listening: Listening = await listenTo(DATABASE_URL, channel, (payload) => {
    const [from, ...ids] = payload.split(",");
    if (from !== own) for (const id of ids) announceFromElsewhere(id);
  });
  return async () => {
    stopTelling();
    if (timer) clearTimeout(timer);
    await listening.stop();
  };
}
