/** A DOKU for tests that answers by script, over real HTTP: one reply a request, the last one for ever. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { digestOf, sign, verifySignature } from "../signature";

export const clientId = "BRN-0001-10791114622547";
export const secretKey = "SK-test-0123456789";

export type Reply = {
  status?: number;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Signs the answer with this key. */
  signWith?: string;
  /** Instead of an answer: never one, a dropped connection, or one that breaks off in the body. */
  instead?: "hang" | "reset" | "cut";
};

export type Seen = {
  method: string;
  /** With the query string. */
  target: string;
  headers: IncomingMessage["headers"];
  body: Buffer;
  /** Whether the four headers of section 3 were right. */
  signed: boolean;
};

function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const header = (name: string) => String(request.headers[name] ?? "");
  const parts = {
    clientId: header("client-id"),
    requestId: header("request-id"),
    timestamp: header("request-timestamp"),
    requestTarget: (request.url ?? "").split("?")[0] ?? "",
    digest: request.method === "GET" ? null : digestOf(body),
  };
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(parts.timestamp);
  return isTime && parts.clientId === clientId && verifySignature(parts, [secretKey], header("signature"));
}

function signatureHeaders(request: IncomingMessage, text: string, key: string): Record<string, string> {
  const timestamp = "2026-03-01T00:00:05Z";
  const parts = {
    clientId,
    requestId: String(request.headers["request-id"] ?? ""),
    timestamp,
    timestampHeader: "Response-Timestamp" as const,
    requestTarget: (request.url ?? "").split("?")[0] ?? "",
    digest: digestOf(text),
  };
  return { "Response-Timestamp": timestamp, Signature: sign(parts, key) };
}

function respond(request: IncomingMessage, response: ServerResponse, reply: Reply) {
  if (reply.instead === "hang") return;
  if (reply.instead === "reset") {
    request.socket.destroy();
    return;
  }
  const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body ?? {});
  const signature = reply.signWith === undefined ? {} : signatureHeaders(request, text, reply.signWith);
  const headers = { "Content-Type": "application/json", ...signature, ...reply.headers };
  if (reply.instead === "cut") {
    response.writeHead(reply.status ?? 200, { ...headers, "Content-Length": String(text.length + 100) });
    response.write(text, () => request.socket.destroy());
    return;
  }
  response.writeHead(reply.status ?? 200, headers).end(text);
}

/** Starts it on a free port. `script` may be a function of what was asked. */
export async function startScriptedDoku(script: Reply[] | ((seen: Seen, index: number) => Reply)) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const { method = "", url: target = "", headers } = request;
      const entry = { method, target, headers, body, signed: isSigned(request, body) };
      const index = seen.push(entry) - 1;
      const reply = typeof script === "function" ? script(entry, index) : (script[index] ?? script.at(-1));
      respond(request, response, reply ?? { status: 500 });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    seen,
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
export type ScriptedDoku = Awaited<ReturnType<typeof startScriptedDoku>>;
