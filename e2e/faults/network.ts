/**
 * What lies between the world and the portals: the proxy at APP_URL, and for DOKU's callbacks an internet that delays them,
 * doubles them, loses them, and brings forged ones beside. Keeps a ledger of what a portal has answered with 2xx.
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { verifySignature } from "@/lib/doku/signature";
import type { Random } from "./random";
import { type Answered, type Asked, upstream } from "./upstream";

/** One callback that a portal has acknowledged. `path` ends in the token of its application. */
export type Acknowledged = { token: string; requestId: string; digest: string };

const fates = {
  passed: 56,
  doubled: 12,
  doubledAtOnce: 4,
  delayed: 12,
  lost: 4,
  dropped: 4,
  answerLost: 4,
  forgedBefore: 2,
  forgedAfter: 2,
} as const;
type Fate = keyof typeof fates;

export type Network = {
  url: string;
  /** Each once, however often it was acknowledged. */
  ledger: Map<string, Acknowledged>;
  /** Callbacks that were changed on the way, or signed with a key that DOKU never had, and taken all the same. */
  forgedTaken: string[];
  /** All that DOKU has ever signed with. */
  secretKeys: string[];
  counts: Record<Fate | "acknowledged" | "refused", number>;
  /** From now on everything is passed on as it is. */
  calm: () => void;
  stop: () => Promise<void>;
};

const callback = /^\/api\/webhooks\/doku\/([\w-]+)$/;
const digestOf = (body: Buffer) => createHash("sha256").update(body).digest("base64");
const isTaken = ({ status }: Answered) => status >= 200 && status < 300;

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The same with another verdict under the old signature, as somebody on the way would. */
function forged(asked: Asked): Asked {
  const text = asked.body.toString().replace(/"status":"\w+"/, '"status":"ACTIVE","forged":true');
  return { ...asked, body: Buffer.from(text) };
}

function isSigned({ headers, path, body }: Asked, secretKeys: readonly string[]): boolean {
  const word = (name: string) => String(headers[name] ?? "");
  const parts = { clientId: word("client-id"), requestId: word("request-id"), timestamp: word("request-timestamp") };
  return verifySignature({ ...parts, requestTarget: path, digest: digestOf(body) }, secretKeys, word("signature"));
}

export async function startNetwork(
  port: number,
  ports: readonly number[],
  { secretKey, random }: { secretKey: string; random: Random },
): Promise<Network> {
  const pass = upstream(ports);
  const zero = Object.fromEntries([...Object.keys(fates), "acknowledged", "refused"].map((name) => [name, 0]));
  const counts = zero as Network["counts"];
  const ledger = new Map<string, Acknowledged>();
  const forgedTaken: string[] = [];
  const secretKeys = [secretKey];
  const streams = new Map<string, Random>();
  let isCalm = false;

  async function deliver(asked: Asked, token: string): Promise<Answered> {
    const answered = await pass(asked);
    const one = { token, requestId: String(asked.headers["request-id"]), digest: digestOf(asked.body) };
    if (isTaken(answered)) ledger.set(Object.values(one).join(" "), one);
    if (isTaken(answered) && !isSigned(asked, secretKeys)) forgedTaken.push(one.requestId);
    counts[isTaken(answered) ? "acknowledged" : "refused"] += 1;
    return answered;
  }
  async function deliverForged(asked: Asked): Promise<void> {
    if (isTaken(await pass(forged(asked)))) forgedTaken.push(String(asked.headers["request-id"]));
  }

  /** What becomes of one callback; null is a connection that ends without an answer. */
  async function travel(asked: Asked, token: string): Promise<Answered | null> {
    // A stream for each merchant, in the order of their first callbacks, so that a seed plans the same.
    const own = streams.get(token) ?? random.fork(String(streams.size));
    streams.set(token, own);
    const fate = isCalm ? "passed" : own.weighed(fates);
    const waitMs = own.int(50, 3_000);
    counts[fate] += 1;
    if (fate === "lost") return { status: 200, headers: {}, body: Buffer.from("a proxy says yes and forgets it") };
    if (fate === "dropped") return null;
    if (fate === "delayed") await setTimeout(waitMs);
    if (fate === "forgedBefore") await deliverForged(asked);
    const again = fate === "doubledAtOnce" ? deliver(asked, token) : null;
    const answered = await deliver(asked, token);
    await again;
    if (fate === "doubled") setTimeout(waitMs).then(() => deliver(asked, token));
    if (fate === "forgedAfter") await deliverForged(asked);
    return fate === "answerLost" ? null : answered;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url: path = "/", headers } = request;
    const asked = { method, path, headers, body: await readAll(request) };
    const token = callback.exec(path)?.[1];
    const answered = token ? await travel(asked, token) : await pass(asked);
    if (!answered) response.destroy();
    else response.writeHead(answered.status, answered.headers).end(answered.body);
  }
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(port);
  await once(server, "listening");
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    ledger,
    forgedTaken,
    secretKeys,
    counts,
    calm: () => {
      isCalm = true;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
