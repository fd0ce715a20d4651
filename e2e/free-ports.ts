import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";

/**
 * Below the ports that systems give to outgoing connections, which would take a free one before it is used; a part for
 * each worker, because between "free" and "taken" another one would find the same port free. The last part is for whoever is no worker of
 * Playwright's.
 */
const perWorker = 3_000;
const lowest = 20_000 + perWorker * (Number(process.env.TEST_PARALLEL_INDEX ?? 3) % 4);
const highest = lowest + perWorker;

function listening(port: number): Promise<Server | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(null)).listen(port, () => resolve(server));
  });
}

/** `count` different ports that were free just now; all are held until the last is known, so that none repeats. */
export async function freePorts(count: number): Promise<number[]> {
  const held = new Map<number, Server>();
  for (let tries = 0; held.size < count; tries += 1) {
    if (tries > 1000) throw new Error(`There are no ${count} free ports between ${lowest} and ${highest}.`);
    const port = randomInt(lowest, highest);
    const server = await listening(port);
    if (server) held.set(port, server);
  }
  await Promise.all([...held.values()].map((server) => new Promise((resolve) => server.close(resolve))));
  return [...held.keys()];
}
