/** Which network address a request came from. Only good for limits: many people may share one. */
import type { IncomingMessage } from "node:http";
import { isIPv4, isIPv6 } from "node:net";

/**
 * The address that counts, of those that stand in the way of a request: each server before us adds at the end whom it heard, and
 * what stands before that is the sender's own word.
 * @param chain the header's addresses and, last, who is at the other end of the connection
 * @param proxies how many servers of ours stand before us
 */
export function clientOf(chain: readonly string[], proxies: number): string {
  return chain[Math.max(0, chain.length - 1 - proxies)] ?? "unknown";
}

/** The eight groups of an IPv6 address, as numbers. */
function groupsOf(address: string): number[] {
  const [head = "", tail] = (address.split("%")[0] ?? "").split("::").map((part) => part.split(":").filter(Boolean));
  const groups = [...head, ...Array(tail ? 8 - head.length - tail.length : 0).fill("0"), ...(tail ?? [])];
  return groups.map((group) => Number.parseInt(group, 16));
}

/**
 * Who limits count: an IPv4 address, or the network of an IPv6 one. Every connection has at least 2^64 of those, and whoever
 * changes the address with each request would never be counted twice.
 */
export function networkOf(address: string): string {
  const bare = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d+)?$/.exec(address)?.slice(1).find(Boolean) ?? address;
  // An IPv4 address as a socket for both kinds tells it.
  const mapped = /^::ffff:([\d.]+)$/i.exec(bare)?.[1] ?? bare;
  if (isIPv4(mapped)) return mapped;
  if (!isIPv6(bare) || bare.includes(".")) return address;
  const network = groupsOf(bare).slice(0, 4);
  return `${network.map((group) => group.toString(16)).join(":")}::/64`;
}

/** Puts the address that counts in place of the whole header, before anybody reads it. */
export function settleSource(request: IncomingMessage, proxies: number): void {
  const named = String(request.headers["x-forwarded-for"] ?? "").split(",");
  const chain = [...named, request.socket.remoteAddress ?? ""].map((address) => address.trim()).filter(Boolean);
  request.headers["x-forwarded-for"] = clientOf(chain, proxies);
}

/** Who limits count, of what `settleSource` has put there, or a host without our server. */
export function networkSource(headers: { get(name: string): string | null }): string {
  return networkOf(headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown");
}
