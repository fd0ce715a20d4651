/** LISTEN on PostgreSQL, over a connection of its own that is opened again whenever it breaks, or says nothing any more. */
import { setTimeout as delay } from "node:timers/promises";
import { giveUpAfter } from "./pool-care";

export type Listening = { stop: () => Promise<void> };

/** In milliseconds: before it is opened again, between two questions whether it still lives, and for the answer. */
const usualTimes = { reopenAfter: 2_000, askEvery: 30_000, patience: 10_000 };

/**
 * Calls `onPayload` for each NOTIFY on the channel. What is notified while the connection is broken is missed.
 */
export async function listenTo(
  url: string,
  channel: string,
  onPayload: (payload: string) => void,
  { reopenAfter, askEvery, patience } = usualTimes,
): Promise<Listening> {
  const { default: pg } = await import("pg");
  let isStopped = false;
  let close = async () => {};

  async function open(): Promise<void> {
    const kept = { keepAlive: true, keepAliveInitialDelayMillis: 10_000, connectionTimeoutMillis: patience };
    const client = new pg.Client({ connectionString: url, ...kept });
    const broken = new Promise<void>((resolve) => {
      client.on("error", () => resolve());
      client.on("end", () => resolve());
    });
    client.on("notification", ({ payload }) => payload && onPayload(payload));
    // A server that fell silent does not say goodbye either.
    close = async () => {
      const gone = giveUpAfter(client, patience);
      await client.end().catch(() => {});
      gone();
    };
    const ask = async (query: string) => await client.query(query).finally(giveUpAfter(client, patience));
    try {
      await client.connect();
      await ask(`listen ${channel}`);
    } catch (error) {
      // A pooler or a standby may take us and refuse this.
      await close();
      throw error;
    }
    // Nothing but silence comes over a cut cable, and here silence is the rule.
    const asking = setInterval(() => void ask("select 1").catch(() => {}), askEvery).unref();
    broken
      .then(() => clearInterval(asking))
      .then(close)
      .then(reopen);
  }
  async function reopen(): Promise<void> {
    while (!isStopped) {
      await delay(reopenAfter, undefined, { ref: false });
      if (isStopped) return;
      try {
        return await open();
      } catch {
        // The database is away: again.
      }
    }
  }
  // A pooler that knows no LISTEN, or a database that is away: the portal works without, a little later.
  await open().catch(() => void reopen());
  return {
    stop: async () => {
      isStopped = true;
      await close();
    },
  };
}
