/** A DOKU on your own machine: the Partner API, KYB, a desk, a mailbox and a control API over real HTTP. */
import path from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { deliver } from "./callbacks/sender";
import type { Sandbox, SandboxOptions } from "./context";
import { controlRoutes } from "./control/routes";
import { deskRoutes } from "./desk/routes";
import { decide, suspend } from "./kyb/engine";
import { mailRoutes } from "./mailbox/pages";
import { startSmtp } from "./mailbox/smtp";
import type { Env } from "./partner-api/calls";
import { partnerRoutes } from "./partner-api/routes";
import { sameSiteOnly } from "./same-site";
import { createSchedule } from "./schedule";
import type { TaskWork } from "./store/records";
import { openStore } from "./store/store";

const defaults: SandboxOptions = {
  port: 0,
  smtpPort: 0,
  host: "127.0.0.1",
  dataDir: null,
  clientId: "BRN-0001-10791114622547",
  secretKey: "SK-sandbox",
  clock: 3_600,
  auto: true,
  hangMs: 90_000,
  slowUploadMs: 8_000,
};

export type RunningSandbox = {
  url: string;
  port: number;
  smtpPort: number;
  /** From now on it signs with this key and takes no other; callbacks on their way keep their signature. */
  changeSecret(secretKey: string): void;
  close(): Promise<void>;
};

async function perform(sandbox: Sandbox, work: TaskWork): Promise<void> {
  if (work.kind === "deliver") return deliver(sandbox, work.deliveryId);
  if (work.kind === "decide") return decide(sandbox, work);
  const business = sandbox.store.state.businesses[work.businessId];
  if (business) suspend(sandbox, business);
}

/**
 * Starts a sandbox. Ports of 0 take free ones; `dataDir` null keeps everything in memory.
 * @throws the system's error (`EADDRINUSE`, ...) when a port can't be opened
 */
export async function startSandbox(given: Partial<SandboxOptions> = {}): Promise<RunningSandbox> {
  const options = { ...defaults, ...given };
  const folder = options.dataDir === null ? null : path.join(options.dataDir, "sandbox");
  const store = await openStore(folder, options.auto);
  const schedule = createSchedule(store, (work) => perform(sandbox, work));
  const sandbox: Sandbox = { options, store, baseUrl: "", schedule: schedule.add };

  const app = new Hono<Env>();
  app.use(sameSiteOnly(options.host));
  app.route("/", partnerRoutes(sandbox));
  app.route("/control", controlRoutes(sandbox));
  app.route("/mail", mailRoutes(sandbox));
  app.route("/", deskRoutes(sandbox));
  app.onError((error, c) => {
    console.error("sandbox: a request failed:", error);
    return c.json({ message: "The sandbox failed; its own output says why" }, 500);
  });

  const server = createAdaptorServer({ fetch: app.fetch });
  // Node's five seconds may be over on a busy machine in the moment in which a connection is used again, which resets it.
  if ("keepAliveTimeout" in server) server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => resolve());
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  sandbox.baseUrl = `http://localhost:${port}`;
  const smtp = await startSmtp(store, options.host, options.smtpPort).catch((error: unknown) => {
    server.close();
    throw error;
  });
  schedule.start();

  return {
    url: sandbox.baseUrl,
    port,
    smtpPort: smtp.port,
    changeSecret(secretKey) {
      options.secretKey = secretKey;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      if ("closeAllConnections" in server) server.closeAllConnections();
      await Promise.all([closed, smtp.close(), schedule.stop()]);
      await store.close();
    },
  };
}
