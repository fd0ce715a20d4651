import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { patientFetch } from "./patient-fetch";

let listener: RequestListener;
const server = createServer((request, response) => listener(request, response));
let base: string;
let asked = 0;

beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubGlobal("location", new URL(`${base}/status`));
  asked = 0;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  vi.unstubAllGlobals();
});

const ask = (path: string, init?: RequestInit, patience = 10_000) =>
  patientFetch(fetch, (one) => one === "/status", { patience, pause: 5 })(`${base}${path}`, init);
const page = { headers: { RSC: "1" } };

/** Away at first, in one of the ways of a portal that restarts; then an answer. */
const awayAtFirst =
  (away: RequestListener): RequestListener =>
  (request, response) => {
    asked += 1;
    if (asked > 2) response.setHeader("Content-Type", "text/x-component").end("the page");
    else away(request, response);
  };
const ways: [string, RequestListener][] = [
  ["cuts the line", (request) => request.socket.destroy()],
  ["breaks off in the middle", (request, response) => response.write("the p", () => request.socket.destroy())],
  ["has a proxy say so", (_, response) => response.writeHead(502).end("Bad Gateway")],
];

it.each(ways)("asks again for the open page while the portal %s", async (_, away) => {
  listener = awayAtFirst(away);
  const answer = await ask("/status?_rsc=1", page);
  expect(await answer.text()).toBe("the page");
  expect(answer).toMatchObject({ status: 200, url: `${base}/status?_rsc=1`, redirected: false });
  expect(answer.headers.get("content-type")).toBe("text/x-component");
  expect(asked).toBe(3);
});

it("asks once for anything else", async () => {
  listener = (_, response) => {
    asked += 1;
    response.writeHead(502).end();
  };
  await ask("/other?_rsc=1", page);
  await ask("/status");
  await ask("/status", { method: "POST", ...page });
  expect(asked).toBe(3);
});

it("gives up in the end, and at once when nobody wants it any more", async () => {
  listener = (request) => {
    asked += 1;
    request.socket.destroy();
  };
  await expect(ask("/status", page, 300)).rejects.toThrow("fetch failed");
  expect(asked).toBeGreaterThan(1);
  asked = 0;
  const unwanted = new AbortController();
  listener = () => unwanted.abort();
  await expect(ask("/status", { ...page, signal: unwanted.signal })).rejects.toThrow("aborted");
});
