import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { maxCallbackBytes } from "./kyb/callback-door";
import { takeCallback } from "./lean-door";

const server = createServer((incoming, response) => {
  if (!takeCallback(incoming, response)) response.end("Next's");
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const path = "/api/webhooks/doku/some-token";

/** Sends pieces one after the other, and hears the answer whenever it comes. */
async function send(pieces: readonly Buffer[], headers: Record<string, string> = {}) {
  const sending = request({ port, path, method: "POST", headers });
  const answered = new Promise<{ status: number; connection: string | undefined; text: string }>((resolve, reject) => {
    // A server that has answered may close while we still send; what it said counts.
    sending.on("error", (error) => void setTimeout(() => reject(error), 2_000));
    sending.on("response", async (response) => {
      let text = "";
      for await (const piece of response) text += String(piece);
      resolve({ status: response.statusCode ?? 0, connection: response.headers.connection, text });
    });
  });
  for (const piece of pieces) {
    sending.write(piece);
    await delay(5);
  }
  const before = await Promise.race([answered, delay(2_000, null)]);
  sending.end();
  return before ?? (await answered);
}

it("tells a sender that is still sending that it was too much, and ends the connection", async () => {
  const piece = Buffer.alloc(64 * 1024, "x");
  const answer = await send(Array.from({ length: maxCallbackBytes / piece.byteLength + 3 }, () => piece));
  expect(answer).toEqual({ status: 413, connection: "close", text: '{"status":"too_large"}' });
});

it("does so before anything came, when the sender says how much it will be", async () => {
  const answer = await send([Buffer.from("x")], { "Content-Length": String(maxCallbackBytes + 1) });
  expect(answer).toEqual({ status: 413, connection: "close", text: '{"status":"too_large"}' });
});

it("leaves what is no callback to Next", async () => {
  const elsewhere = await fetch(`http://127.0.0.1:${port}/api/webhooks/doku/`, { method: "POST" });
  const read = await fetch(`http://127.0.0.1:${port}${path}`);
  expect([await elsewhere.text(), await read.text()]).toEqual(["Next's", "Next's"]);
});
