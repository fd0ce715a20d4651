/**
 * The production server: node:http in front, which takes DOKU's callbacks and the files of the build itself and hands everything else
 * to Next.
 * Started by `npm start` and the demo. Told to stop, it answers what it has begun (lib/boot ends the process).
 */
import { createServer } from "node:http";
import { Server as NetServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import compression from "compression";
import next from "next";
import { handlePost } from "../lib/action-began";
import { env } from "../lib/env";
import { readInlinedStyles } from "../lib/inlined-styles";
import { settleSource } from "../lib/network-source";
import { doorHeaders } from "../lib/security-headers";
import { beforeEnding, callbackTaker, untilReady } from "../lib/server-life";
import { mendAddress, refuseUnreadable } from "../lib/unreadable-request";
import { staticTaker } from "./static-files";

const staticFolder = ".next/static";
const port = Number(process.env.PORT ?? 3000);

// Next listens for upgrades on the server that it is given, and those requests would pass by us: it gets one that nobody reaches.
const portal = next({ dev: false, dir: process.cwd(), port, httpServer: createServer() });
readInlinedStyles(staticFolder);
await portal.prepare();
// Nothing is taken before the database is migrated and the keys are known to be the right ones.
await untilReady();
const handle = portal.getRequestHandler();
const takeCallback = callbackTaker();
const takeStatic = staticTaker(staticFolder);
const compress = compression();
const proxies = env().PROXIES;

let isEnding = false;
const server = createServer((request, response) => {
  // The next request of this browser or proxy goes to a server that stays.
  if (isEnding) response.setHeader("Connection", "close");
  // It would repeat to a sender what servers before us have added; Next makes an error of it.
  if (request.method === "TRACE") return void response.writeHead(405, doorHeaders).end();
  settleSource(request, proxies);
  mendAddress(request);
  if (takeCallback?.(request, response) || takeStatic(request, response)) return;
  if (refuseUnreadable(request, response)) return;
  compress(request, response, () => handlePost(request, response, () => void handle(request, response)));
});
// Proxies keep connections for a minute; one that we close first can lose the request that is on its way.
server.keepAliveTimeout = 65_000;
server.listen(port, () => console.log(`The portal listens on port ${port}.`));
server.on("error", (error) => {
  console.error(`The portal cannot listen on port ${port}: ${error.message}`);
  process.exit(1);
});

/** How long a connection that looks idle is kept: a proxy may have sent a request on it that has not arrived yet. */
const lingerMs = 1_000;

beforeEnding(async () => {
  isEnding = true;
  // Of node:net, which only stops listening; node:http would cut idle connections at once.
  const closed = new Promise<void>((resolve) => void NetServer.prototype.close.call(server, () => resolve()));
  await Promise.race([closed, delay(lingerMs)]);
  // Again and again: a request that had begun before we were told to stop leaves its connection open behind it.
  const closing = setInterval(() => server.closeIdleConnections(), 250);
  await closed.finally(() => clearInterval(closing));
});
