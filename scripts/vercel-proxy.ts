/**
 * `@vercel/postgres` speaks to its server through a WebSocket. Here one leads to a PostgreSQL of our own, so that tests
 * run what Vercel runs. Only test code knows of it: the product has POSTGRES_URL and nothing else.
 */
import { createRequire } from "node:module";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { WebSocketServer } from "ws";

export type VercelProxy = { port: number; stop: () => Promise<void> };

/** Every connection is passed on to the PostgreSQL at `target`, whatever address it asks for. */
export async function startVercelProxy(target: { host: string; port: number }): Promise<VercelProxy> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  server.on("connection", (client) => {
    const socket = connect(target).setNoDelay(true);
    // A query is five messages; PostgreSQL is woken once for all that came together.
    client.on("message", (data: Buffer) => {
      if (socket.writableCorked === 0) {
        socket.cork();
        setImmediate(() => socket.uncork());
      }
      socket.write(data);
    });
    socket.on("data", (data) => client.send(data));
    // Either side may go at any time; the other one hears of it, and that is all there is to do.
    client.on("error", () => {}).on("close", () => socket.destroy());
    socket.on("error", () => {}).on("close", () => client.terminate());
  });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  const address = server.address();
  if (typeof address === "string" || !address) throw new Error("The proxy has no port.");
  return {
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate();
        server.close(() => resolve());
      }),
  };
}

type DriverSettings = {
  wsProxy: (host: string, port: number | string) => string;
  useSecureWebSocket: boolean;
  pipelineTLS: boolean;
  pipelineConnect: "password" | false;
  coalesceWrites: boolean;
};

/** Leads every pool of `@vercel/postgres` in this process through the proxy. Its URLs must name the host `localhost`. */
export async function goThroughVercelProxy(port: number): Promise<void> {
  const entry = createRequire(import.meta.url).resolve("@vercel/postgres");
  // Its own copy of the driver, in the form that an import of it loads: another copy has settings of its own.
  const driver = join(dirname(createRequire(entry).resolve("@neondatabase/serverless")), "index.mjs");
  const { neonConfig } = (await import(pathToFileURL(driver).href)) as { neonConfig: DriverSettings };
  Object.assign(neonConfig, {
    wsProxy: (host, wanted) => `127.0.0.1:${port}/v1?address=${host}:${wanted}`,
    useSecureWebSocket: false,
    pipelineTLS: false,
    pipelineConnect: false,
    // The driver waits a millisecond for more to send before each query; the proxy puts together what came together.
    coalesceWrites: false,
  } satisfies DriverSettings);
}
