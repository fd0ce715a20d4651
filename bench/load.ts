/**
 * Sends signed callbacks as fast as they are answered, or at a rate like many senders that know nothing of each other, each one
 * another event. A process of its own, so that it
 * competes with the server for a core as DOKU's would not, and equally with every server. Reads its order from LOAD, prints JSON.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import autocannon from "autocannon";
import { signedCallback } from "./merchants";
import { percentile } from "./numbers";

export type LoadOrder = {
  url: string;
  /** The path that is signed, and the one that is asked for, of each token. */
  targets: { signed: string; asked: string; businessId: string }[];
  amount: number;
  connections: number;
  /** Requests a second; as many as possible when it is left out. */
  rate?: number;
  clientId: string;
  secretKey: string;
};

export type LoadReport = { answered2xx: number; others: number; perSecond: number; p50: number; p99: number };

function signedRequests({ targets, amount, clientId, secretKey }: LoadOrder) {
  return Array.from({ length: amount }, (_, index) => {
    const target = targets[index % targets.length];
    if (!target) throw new Error("no targets");
    // A merchant's verdicts come together, one for each of its entities.
    const round = Math.floor(index / targets.length);
    const callback = signedCallback(target.businessId, round, target.signed, { clientId, secretKey });
    return { method: "POST" as const, path: target.asked, ...callback };
  });
}

type SignedRequest = ReturnType<typeof signedRequests>[number];

async function sendAsFastAsAnswered(
  { url, connections, amount }: LoadOrder,
  requests: readonly SignedRequest[],
): Promise<LoadReport> {
  let sent = 0;
  // autocannon's own times are those of its ticks, a second apart.
  const times = { first: 0, last: 0 };
  const result = await autocannon({
    url,
    connections,
    amount,
    requests: [
      {
        setupRequest: (request) => {
          times.first ||= performance.now();
          return { ...request, ...requests[sent++ % requests.length] };
        },
        onResponse: () => {
          times.last = performance.now();
        },
      },
    ],
  });
  const seconds = (times.last - times.first) / 1000;
  return {
    answered2xx: result["2xx"],
    others: result.non2xx + result.errors,
    perSecond: result["2xx"] / seconds,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

type Answer = (isTaken: boolean) => void;
type Connection = Awaited<ReturnType<typeof openConnection>>;

const warmUpRequests = 5_000;

/** A connection that sends one request at a time and reads no more of an answer than it must: a whole client would take a core. */
async function openConnection(url: URL) {
  const socket = connect(Number(url.port), url.hostname);
  await once(socket, "connect");
  let text = "";
  let answer: Answer = () => {};
  socket.setNoDelay().setEncoding("latin1");
  socket.on("data", (piece: string) => {
    text += piece;
    const head = text.indexOf("\r\n\r\n");
    const length = /^content-length: (\d+)/im.exec(text)?.[1];
    if (head < 0 || text.length < head + 4 + Number(length)) return;
    const isTaken = text.startsWith("HTTP/1.1 2");
    text = "";
    answer(isTaken);
  });
  // An error is followed by the close, after which no answer comes.
  socket.on("error", () => {}).on("close", () => answer(false));
  const send = ({ method, path, headers, body }: SignedRequest, onAnswer: Answer) => {
    answer = (isTaken) => {
      answer = () => {};
      onAnswer(isTaken);
    };
    if (socket.destroyed) return void setImmediate(() => answer(false));
    const fields = { ...headers, Host: url.host, "Content-Length": Buffer.byteLength(body) };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
    socket.write([`${method} ${path} HTTP/1.1`, ...lines, "", body].join("\r\n"));
  };
  return { send, close: () => socket.destroy() };
}

/** Has this process's own code compiled before it counts, by a server of its own. */
async function warmUp(connections: number, requests: readonly SignedRequest[]): Promise<void> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.setHeader("Content-Length", 2).end("{}"));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = new URL(`http://127.0.0.1:${port}`);
  const all = await Promise.all(Array.from({ length: connections }, () => openConnection(url)));
  let next = 0;
  const sendOn = async ({ send }: Connection) => {
    for (let request = requests[next++]; request && next <= warmUpRequests; request = requests[next++]) {
      const one = request;
      await new Promise<boolean>((resolve) => send(one, resolve));
    }
  };
  await Promise.all(all.map(sendOn));
  for (const { close } of all) close();
  server.close();
}

/**
 * Whether or not those before were answered, in random gaps: autocannon would send what a second allows at its beginning. Times
 * run from when each was due, so that what a slow server holds up counts as late too.
 */
async function sendAtRate(
  { url, connections }: LoadOrder,
  requests: readonly SignedRequest[],
  rate: number,
): Promise<LoadReport> {
  await warmUp(connections, requests);
  const all = await Promise.all(Array.from({ length: connections }, () => openConnection(new URL(url))));
  const free = [...all];
  let lastDue = 0;
  const due = requests.map(() => {
    lastDue += (-Math.log(1 - Math.random()) * 1000) / rate;
    return lastDue;
  });
  const latencies: number[] = [];
  let [next, taken] = [0, 0];
  const start = performance.now();
  await new Promise<void>((resolve) => {
    const sendDue = () => {
      const now = performance.now() - start;
      for (let dueAt = due[next]; dueAt !== undefined && dueAt <= now && free.length > 0; dueAt = due[next]) {
        const [connection, request, at] = [free.pop(), requests[next], dueAt];
        if (!connection || !request) return;
        next += 1;
        connection.send(request, (isTaken) => {
          if (isTaken) taken += 1;
          latencies.push(performance.now() - start - at);
          free.push(connection);
          if (latencies.length === requests.length) resolve();
          else sendDue();
        });
      }
    };
    const ticks = setInterval(() => {
      sendDue();
      if (next === requests.length) clearInterval(ticks);
    }, 1);
  });
  const seconds = (performance.now() - start) / 1000;
  for (const { close } of all) close();
  return {
    answered2xx: taken,
    others: requests.length - taken,
    perSecond: taken / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}

const order = JSON.parse(process.env.LOAD ?? "null") as LoadOrder;
const requests = signedRequests(order);
const report = await (order.rate ? sendAtRate(order, requests, order.rate) : sendAsFastAsAnswered(order, requests));
console.log(JSON.stringify(report));
