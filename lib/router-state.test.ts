import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { refuseUnreadableState } from "./router-state";

const server = createServer((request, response) => {
  if (!refuseUnreadableState(request, response)) response.end("the page");
});
let url: string;

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/desk`;
});
afterAll(() => server.close());

const tree = ["", { children: ["desk", { children: ["__PAGE__", {}] }] }, null, null];
const asState = (state: unknown) => encodeURIComponent(JSON.stringify(state));
const ask = (state?: string) => fetch(url, { headers: state === undefined ? {} : { "Next-Router-State-Tree": state } });

it.each([undefined, asState(tree), asState(["", {}])])("lets through what the router says: %s", async (state) => {
  const answer = await ask(state);
  expect([answer.status, await answer.text()]).toEqual([200, "the page"]);
});

it.each([
  "",
  "%",
  "garbage",
  asState([""]),
  asState({}),
  asState(null),
  `${asState(tree)}, ${asState(tree)}`,
  "x".repeat(15_000),
])("refuses what nobody can read, without repeating it: %#", async (state) => {
  const answer = await ask(state);
  expect(answer.status).toBe(400);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answer.text()).toBe("This request came from another version of the portal. Load the page again.\n");
});
