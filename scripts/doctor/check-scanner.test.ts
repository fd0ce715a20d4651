import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { checkScanner } from "./check-scanner";

const now = new Date("2026-11-22T12:00:00Z");

async function findingFor(answer: string) {
  const server = createServer((socket) => socket.end(`${answer}\0`)).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await checkScanner(`127.0.0.1:${(server.address() as AddressInfo).port}`, now);
  } finally {
    server.close();
  }
}

it.each([
  ["ClamAV 1.4.6/27830/Sun Nov 22 08:24:07 2026", "ok", "last 7 days"],
  ["ClamAV 1.4.6/27810/Sun Nov  8 08:24:07 2026", "warn", "14 days old"],
  ["ClamAV 1.4.6", "warn", "unknown age"],
  ["220 mail.example.com", "broken", "no ClamAV"],
])("%s", async (answer, state, says) => {
  expect(await findingFor(answer)).toMatchObject({ state, says: expect.stringContaining(says) });
});

it("says that no file is taken where nobody listens", async () => {
  expect(await checkScanner("127.0.0.1:9", now)).toMatchObject({
    state: "broken",
    says: "127.0.0.1:9 cannot be asked: nothing listens there (ECONNREFUSED).",
  });
});
