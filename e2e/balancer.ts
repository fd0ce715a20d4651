/** A proxy before two portals, as docs/deploy.md wants one: it keeps its connections and asks /api/ready whom to give requests to. */
import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import { setTimeout } from "node:timers/promises";

type Backend = { name: string; port: number };

export type Balancer = {
  url: string;
  /** Callbacks go to this portal while it can take them; null for all in turn. */
  callbacksTo: (name: string | null) => void;
  /** Requests that nobody answered, or where the answer broke off. */
  failures: string[];
  stop: () => void;
};

/** What a test sets to have its requests answered by one portal, and what says which one it was. */
export const wantedPortal = "x-wanted-portal";
export const answeredBy = "x-answered-by";

const askEveryMs = 400;
const callbackPath = "/api/webhooks/";

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Whether it takes requests and does not leave. What else it says is not asked for: both say the same of the database and the bucket. */
async function isServing({ port }: Backend): Promise<boolean> {
  const url = `http://127.0.0.1:${port}/api/ready`;
  const init = { headers: { Connection: "close" }, signal: AbortSignal.timeout(10_000) };
  const text = await fetch(url, init)
    .then((answer) => answer.text())
    .catch(() => "");
  return text.includes('"process":"serving"');
}

/** Follows who is ready until the signal says that it is over. */
async function follow(backend: Backend, ready: Set<string>, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    if (await isServing(backend)) ready.add(backend.name);
    else ready.delete(backend.name);
    await setTimeout(askEveryMs);
  }
}

const isRefused = (error: unknown) => error instanceof Error && "code" in error && error.code === "ECONNREFUSED";

/** The bytes pass as they come, for streams. @throws Error before anything was answered */
function pass(
  backend: Backend,
  agent: Agent,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { ...request.headers, "content-length": String(body.byteLength), "x-forwarded-for": "127.0.0.1" };
    delete headers["transfer-encoding"];
    delete headers.connection;
    const { method, url: path } = request;
    const outgoing = send({ host: "127.0.0.1", port: backend.port, method, path, headers, agent });
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      const {
        connection: _connection,
        "keep-alive": _keepAlive,
        "transfer-encoding": _encoding,
        ...kept
      } = incoming.headers;
      response.writeHead(incoming.statusCode ?? 502, { ...kept, [answeredBy]: backend.name });
      // An event stream says what it is before it has anything to say.
      response.flushHeaders();
      incoming.pipe(response);
      incoming.on("end", resolve).on("error", reject);
    });
    response.on("close", () => outgoing.destroy());
    outgoing.end(body);
  });
}

/** Only a connection that was refused goes on to the next portal: what one may have taken is never sent twice by a proxy. */
export async function startBalancer(port: number, backends: readonly Backend[]): Promise<Balancer> {
  const agents = new Map(backends.map(({ name }) => [name, new Agent({ keepAlive: true })]));
  const ready = new Set<string>();
  const over = new AbortController();
  const failures: string[] = [];
  let callbacksTo: string | null = null;
  let turn = 0;
  for (const backend of backends) follow(backend, ready, over.signal);

  /** Who is asked, in this order. When none says that it is ready, one may be all the same. */
  const candidates = (wanted: string | null): Backend[] => {
    turn += 1;
    const inTurn = backends.map((_, index) => backends[(turn + index) % backends.length] as Backend);
    const able = inTurn.filter(({ name }) => ready.has(name));
    const asked = able.length > 0 ? able : inTurn;
    return asked.sort((one, other) => Number(other.name === wanted) - Number(one.name === wanted));
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request);
    const header = request.headers[wantedPortal];
    const isCallback = request.url?.startsWith(callbackPath);
    for (const backend of candidates(isCallback ? callbacksTo : String(header))) {
      try {
        return await pass(backend, agents.get(backend.name) as Agent, request, body, response);
      } catch (error) {
        if (!isRefused(error)) throw error;
      }
    }
    throw new Error("nobody listens");
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      // Whoever went away misses nothing.
      if (response.closed || response.destroyed) return;
      failures.push(`${request.method} ${request.url?.split("?")[0]}: ${error}`);
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    });
  });
  server.listen(port, "localhost");
  await once(server, "listening");
  return {
    url: `http://localhost:${port}`,
    callbacksTo: (name) => {
      callbacksTo = name;
    },
    failures,
    stop: () => {
      over.abort();
      server.closeAllConnections();
      server.close();
      for (const agent of agents.values()) agent.destroy();
    },
  };
}
