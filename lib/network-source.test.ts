import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { clientOf, networkOf, networkSource, settleSource } from "./network-source";

const [person, balancer, ours] = ["203.0.113.7", "198.51.100.1", "127.0.0.1"];

it.each([
  ["nobody before us", [ours], 0, ours],
  ["nobody before us, and a sender who says otherwise", ["8.8.8.8", person], 0, person],
  ["a proxy", [person, ours], 1, person],
  ["a proxy, and a sender who says otherwise", ["8.8.8.8", person, ours], 1, person],
  ["two proxies", [person, balancer, ours], 2, person],
  ["two proxies, and a sender who says otherwise", ["8.8.8.8", person, balancer, ours], 2, person],
  ["fewer than there should be", [person], 2, person],
  ["no address at all", [], 1, "unknown"],
])("%s", (_, chain, proxies, client) => {
  expect(clientOf(chain, proxies)).toBe(client);
});

it("leaves one address in the header, whatever was sent", async () => {
  const seen: (string | string[] | undefined)[] = [];
  const server = createServer((request, response) => {
    settleSource(request, 0);
    seen.push(request.headers["x-forwarded-for"]);
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const header of ["1.2.3.4", "1.2.3.4, 5.6.7.8", " , "])
    await fetch(url, { headers: { "X-Forwarded-For": header } });
  await fetch(url);
  server.close();
  expect(seen).toEqual(Array(4).fill("127.0.0.1"));
});

it.each([
  ["203.0.113.7", "203.0.113.7"],
  ["203.0.113.7:51234", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2:ffff::9", "2001:db8:1:2::/64"],
  ["[2001:db8:1:2::9]:51234", "2001:db8:1:2::/64"],
  ["2001:db8::9", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["unknown", "unknown"],
])("counts %s as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
  expect(networkSource(new Headers({ "X-Forwarded-For": address }))).toBe(network);
});
