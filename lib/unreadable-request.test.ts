import { once } from "node:events";
import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mendAddress, refuseUnreadable } from "./unreadable-request";

const server = createServer((request, response) => {
  mendAddress(request);
  if (!refuseUnreadable(request, response)) response.end(request.url);
});
let port: number;

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

/** As it stands, which `fetch` would not send. */
async function ask(path: string, state?: string) {
  const headers = state === undefined ? {} : { "Next-Router-State-Tree": state };
  const request = send({ port, host: "127.0.0.1", path, headers }).end();
  const [response] = await once(request, "response");
  let text = "";
  for await (const piece of response) text += piece;
  return { status: response.statusCode, text, cached: response.headers["cache-control"] };
}
const refused = {
  status: 400,
  text: "This request cannot be read. It may come from another version of the portal: load the page again.\n",
  cached: "no-store",
};

describe("what a browser's router says", () => {
  const tree = ["", { children: ["desk", { children: ["__PAGE__", {}] }] }, null, null];
  const asState = (state: unknown) => encodeURIComponent(JSON.stringify(state));

  it.each([undefined, asState(tree), asState(["", {}])])("passes: %s", async (state) => {
    expect(await ask("/desk?view=all", state)).toMatchObject({ status: 200, text: "/desk?view=all" });
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
  ])("is refused without being repeated where nobody can read it: %#", async (state) => {
    expect(await ask("/desk", state)).toEqual(refused);
  });
});

describe("an address", () => {
  it.each([
    ["/", "/"],
    ["/desk?q=%ff&a=b?c", "/desk?q=%ff&a=b?c"],
    ["/invitation/%E2%82%AC", "/invitation/%E2%82%AC"],
    ["/invitation/%", "/invitation/%25"],
    ["/invitation/%ff%20?q=%ff", "/invitation/%25ff%2520?q=%ff"],
    ["/_global-error?a=b", "/_not-found?a=b"],
  ])("that is %s is read as %s", async (path, read) => {
    expect(await ask(path)).toMatchObject({ status: 200, text: read });
  });

  it("that is none is refused", async () => {
    expect(await ask("*")).toEqual(refused);
  });
});
