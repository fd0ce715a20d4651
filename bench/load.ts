/**
 * Sends signed callbacks as fast as they are answered, or at a rate, each one another event. A process of its own, so that it
 * competes with the server for a core as DOKU's would not, and equally with every server. Reads its order from LOAD, prints JSON.
 */
import autocannon from "autocannon";
import { signedCallback } from "./merchants";

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

const order = JSON.parse(process.env.LOAD ?? "null") as LoadOrder;
const requests = signedRequests(order);
let sent = 0;
// autocannon's own times are those of its ticks, a second apart.
const times = { first: 0, last: 0 };
const result = await autocannon({
  url: order.url,
  connections: order.connections,
  amount: order.amount,
  ...(order.rate ? { overallRate: order.rate } : {}),
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
const report: LoadReport = {
  answered2xx: result["2xx"],
  others: result.non2xx + result.errors,
  perSecond: result["2xx"] / seconds,
  p50: result.latency.p50,
  p99: result.latency.p99,
};
console.log(JSON.stringify(report));
