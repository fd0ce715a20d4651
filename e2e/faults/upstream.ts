/** The proxy before the portals: one of those that live gets the request, and what it answers goes back. */
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request as send } from "node:http";

export type Asked = { method: string; path: string; headers: IncomingHttpHeaders; body: Buffer };
export type Answered = { status: number; headers: OutgoingHttpHeaders; body: Buffer };

const timeoutMs = 30_000;

function ask(port: number, { method, path, headers, body }: Asked): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const own = { ...headers, "content-length": String(body.byteLength) };
    delete own["transfer-encoding"];
    delete own.connection;
    const outgoing = send({ host: "127.0.0.1", port, method, path, headers: own, agent: false, timeout: timeoutMs });
    outgoing.on("error", reject);
    outgoing.on("timeout", () => outgoing.destroy(new Error("the portal did not answer")));
    outgoing.on("response", (incoming) => {
      const pieces: Buffer[] = [];
      incoming.on("data", (piece: Buffer) => pieces.push(piece));
      // A portal that is killed in the middle of its answer has not answered.
      incoming.on("error", reject);
      incoming.on("end", () => {
        const { connection: _connection, "transfer-encoding": _encoding, ...kept } = incoming.headers;
        resolve({ status: incoming.statusCode ?? 502, headers: kept, body: Buffer.concat(pieces) });
      });
    });
    outgoing.end(body);
  });
}

const failure = (status: number): Answered => ({ status, headers: {}, body: Buffer.from("no portal answered") });
const isRefused = (error: unknown) => error instanceof Error && "code" in error && error.code === "ECONNREFUSED";

/**
 * Asks the portals in turn. Only a connection that was refused goes on to the next one: what a portal may have taken is
 * never sent twice by a proxy.
 */
export function upstream(ports: readonly number[]): (asked: Asked) => Promise<Answered> {
  let turn = 0;
  return async (asked) => {
    turn += 1;
    for (let tried = 0; tried < ports.length; tried += 1) {
      try {
        return await ask(ports[(turn + tried) % ports.length] ?? 0, asked);
      } catch (error) {
        if (!isRefused(error)) return failure(502);
      }
    }
    return failure(503);
  };
}
