import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { handlePost, noteActionBegan } from "./action-began";

/** Next, as far as it matters here: it answers 500 whatever went wrong. */
const server = createServer((request, response) =>
  handlePost(request, response, async () => {
    await new Promise((resolve) => setImmediate(resolve));
    if (request.headers["x-begins"]) noteActionBegan();
    response.statusCode = 500;
    response.end("words");
  }),
);
let url: string;

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

async function statusOf(path: string, init: RequestInit) {
  const response = await fetch(`${url}${path}`, init);
  expect(await response.text()).toBe("words");
  return response.status;
}
const action = { "Next-Action": "00" };

it("blames the sender for an action or a form that could not be read", async () => {
  expect(await statusOf("/onboarding", { method: "POST", headers: action, body: "x" })).toBe(400);
  expect(await statusOf("/onboarding", { method: "POST", body: new FormData() })).toBe(400);
});

it("keeps what is ours: an action that had begun, a route, a page", async () => {
  const begun = { ...action, "x-begins": "1" };
  expect(await statusOf("/onboarding", { method: "POST", headers: begun, body: "x" })).toBe(500);
  expect(await statusOf("/api/uploads", { method: "POST", headers: action, body: "x" })).toBe(500);
  expect(await statusOf("/onboarding", { headers: action })).toBe(500);
});

it("keeps requests that come together apart", async () => {
  const all = [{ ...action }, { ...action, "x-begins": "1" }, { ...action }].map((headers) =>
    statusOf("/desk", { method: "POST", headers, body: "x" }),
  );
  expect(await Promise.all(all)).toEqual([400, 500, 400]);
});
