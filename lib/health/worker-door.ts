/** Health and numbers of a worker, which has no pages: the same three addresses as the portal's, on a port of its own. */
import { createServer, type ServerResponse } from "node:http";
import { log } from "../log";
import { exposeMetrics } from "../metrics/expose";
import { readReadiness } from "./ready";

async function answerTo(path: string, headers: Headers): Promise<Response> {
  if (path === "/api/health") return Response.json({ ok: true });
  if (path === "/api/metrics") return await exposeMetrics(headers);
  if (path !== "/api/ready") return new Response(null, { status: 404 });
  const readiness = await readReadiness();
  return Response.json(readiness, { status: readiness.ready ? 200 : 503 });
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), "Cache-Control": "no-store" }).end(body);
}

/**
 * @returns the port, and what closes the door
 * @throws Error with a sentence when the port is in use
 */
export async function openWorkerDoor(port: number): Promise<{ port: number; close: () => void }> {
  const server = createServer((request, response) => {
    const headers = new Headers({ authorization: request.headers.authorization ?? "" });
    const path = (request.url ?? "").split("?")[0] ?? "";
    answerTo(path, headers)
      .then((answer) => send(answer, response))
      .catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", () => reject(new Error(`Port ${port} is in use. Choose another with WORKER_PORT.`)));
    server.listen(port, resolve);
  });
  const address = server.address();
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  const open = typeof address === "object" && address !== null ? address.port : port;
  log.info("worker.door", { port: open });
  return { port: open, close };
}
