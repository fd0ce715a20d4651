/** LISTEN on PostgreSQL, over a connection of its own that is opened again whenever it breaks. */
import { setTimeout as delay } from "node:timers/promises";

export type Listening = { stop: () => Promise<void> };

/**
 * Calls `onPayload` for each NOTIFY on the channel. What is notified while the connection is broken is missed.
 * @param reopenAfterMs how long it waits before it tries again
 */
export async function listenTo(
  url: string,
  channel: string,
  onPayload: (payload: string) => void,
  reopenAfterMs = 2_000,
): Promise<Listening> {
  const { default: pg } = await import("pg");
  let isStopped = false;
  let close = async () => {};

  async function open(): Promise<void> {
    const patience = { connectionTimeoutMillis: 10_000, query_timeout: 10_000 };
    const client = new pg.Client({ connectionString: url, keepAlive: true, ...patience });
    const broken = new Promise<void>((resolve) => {
      client.on("error", () => resolve());
      client.on("end", () => resolve());
    });
    client.on("notification", ({ payload }) => payload && onPayload(payload));
    close = () => client.end().catch(() => {});
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
    } catch (error) {
      // A pooler or a standby may take us and refuse this.
      await close();
      throw error;
    }
    broken.then(() => close()).then(reopen);
  }
  async function reopen(): Promise<void> {
    while (!isStopped) {
      await delay(reopenAfterMs, undefined, { ref: false });
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
