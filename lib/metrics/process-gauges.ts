/** What only this process knows, read when somebody scrapes. */
import { statfs } from "node:fs/promises";
import { Gauge, Registry } from "prom-client";
import { env } from "../env";
import { isStopping } from "../health/state";
import { countStreams } from "../live/streams";

/** Null where there is no such folder: with a bucket and PostgreSQL nothing is kept there. */
async function freeBytes(): Promise<number | null> {
  const { bavail, bsize } = await statfs(env().dataDir).catch(() => ({ bavail: null, bsize: 0 }));
  return bavail === null ? null : bavail * bsize;
}

export async function processGauges(): Promise<string> {
  const registry = new Registry();
  const one = (name: string, help: string, value: number) =>
    new Gauge({ name, help, registers: [registry] }).set(value);
  one("sambut_live_streams", "Open streams of live status", countStreams());
  one("sambut_stopping", "1 while this process finishes what it has and takes nothing new", isStopping() ? 1 : 0);
  const free = await freeBytes();
  if (free !== null) one("sambut_data_dir_free_bytes", "Room left where DATA_DIR is", free);
  return await registry.metrics();
}
