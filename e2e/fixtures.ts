/** What every spec imports instead of Playwright's own `test`: a portal and a sandbox that belong to the worker. */
import { existsSync } from "node:fs";
import { test as base, expect } from "@playwright/test";
import { type Mailbox, mailboxOf, type SandboxControl, sandboxControl } from "./control";
import { tellingAddresses } from "./kept-private";
import { type Portal, type PortalSettings, type Servers, startServers } from "./servers";

type WorkerFixtures = {
  /** What a spec's portal is started with; other than the rest means a worker of its own. */
  portalSettings: PortalSettings;
  servers: Servers;
  portal: Portal;
  sandbox: SandboxControl;
  mailbox: Mailbox;
};

export const test = base.extend<{ portalLog: undefined; quietAddresses: undefined }, WorkerFixtures>({
  portalSettings: [{}, { option: true, scope: "worker" }],
  servers: [
    async ({ portalSettings }, use) => {
      const servers = await startServers(portalSettings);
      await use(servers);
      await servers.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  portal: [async ({ servers }, use) => use(servers.portal), { scope: "worker" }],
  sandbox: [async ({ servers }, use) => use(sandboxControl(servers.sandboxUrl)), { scope: "worker" }],
  mailbox: [async ({ servers }, use) => use(mailboxOf(servers.sandboxUrl)), { scope: "worker" }],
  // Histories, logs of servers and other sites read addresses: whatever a test does, none of a page may tell of a person.
  quietAddresses: [
    async ({ portal: _portal }, use) => {
      await use(undefined);
      expect(tellingAddresses(), "addresses that tell of a person").toEqual([]);
    },
    { auto: true },
  ],
  baseURL: async ({ portal }, use) => use(portal.url),
  portalLog: [
    async ({ portal }, use, testInfo) => {
      await use(undefined);
      if (testInfo.status === testInfo.expectedStatus || !existsSync(portal.logFile)) return;
      await testInfo.attach("portal.log", { path: portal.logFile, contentType: "text/plain" });
    },
    { auto: true },
  ],
});

export { expect } from "@playwright/test";
