/** A small partner for tests: signs calls as the contract says and receives callbacks on a port of its own. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { digestOf, sign } from "@/lib/doku/signature";
import type { SandboxOptions } from "@/sandbox/context";
import { type RunningSandbox, startSandbox } from "@/sandbox/server";

export const clientId = "BRN-0001-10791114622547";
export const secretKey = "SK-test-0123456789";
const prefix = "/adv-core-api/partner/v1.0";
const day = 24 * 3_600;

/** A sandbox in memory whose KYB takes a few hundred milliseconds. */
export function testSandbox(options: Partial<SandboxOptions> = {}): Promise<RunningSandbox> {
  return startSandbox({ clientId, secretKey, clock: day, hangMs: 200, slowUploadMs: 300, ...options });
}

/** A JSON answer of any shape, read by path: `at("business.brands.0.id")`. */
export type Json = {
  status: number;
  headers: Headers;
  body: unknown;
  at(path: string): unknown;
  id(path: string): string;
};

/** The value at a dotted path, or undefined. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((found, key) => {
    return found !== null && typeof found === "object" ? (found as Record<string, unknown>)[key] : undefined;
  }, value);
}

export async function readJson(response: Response): Promise<Json> {
  const text = await response.text();
  const body: unknown = text === "" ? null : JSON.parse(text);
  const at = (path: string) => valueAt(body, path);
  return { status: response.status, headers: response.headers, body, at, id: (path) => String(at(path)) };
}

export type CallOptions = {
  requestId?: string;
  timestamp?: string;
  secret?: string;
  client?: string;
  query?: Record<string, string>;
  signal?: AbortSignal;
};

/** Makes signed calls to a sandbox. */
export function partnerOf(sandbox: Pick<RunningSandbox, "url">) {
  async function raw(method: string, path: string, body: unknown, options: CallOptions = {}): Promise<Response> {
    const target = `${prefix}${path}`;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const parts = {
      clientId: options.client ?? clientId,
      requestId: options.requestId ?? randomUUID(),
      timestamp: options.timestamp ?? `${new Date().toISOString().slice(0, 19)}Z`,
      requestTarget: target,
      digest: text === undefined ? null : digestOf(text),
    };
    const query = options.query ? `?${new URLSearchParams(options.query)}` : "";
    return fetch(`${sandbox.url}${target}${query}`, {
      method,
      headers: {
        "Content-Type": "application/json",
        "Client-Id": parts.clientId,
        "Request-Id": parts.requestId,
        "Request-Timestamp": parts.timestamp,
        Signature: sign(parts, options.secret ?? secretKey),
      },
      ...(text === undefined ? {} : { body: text }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  }
  const call = async (method: string, path: string, body: unknown, options?: CallOptions) =>
    readJson(await raw(method, path, body, options));

  return {
    raw,
    get: (path: string, query: Record<string, string> = {}, options: CallOptions = {}) =>
      call("GET", path, undefined, { ...options, query }),
    post: (path: string, body: unknown, options?: CallOptions) => call("POST", path, body, options),
    put: (path: string, body: unknown, options?: CallOptions) => call("PUT", path, body, options),
    async token(): Promise<string> {
      const answer = await call("POST", "/token", { grant_type: "client_credentials", valid_time: "360" });
      return answer.id("token");
    },
    async upload(token: string, category: string, file: File, code?: string): Promise<Json> {
      const form = new FormData();
      form.set("category", category);
      if (code) form.set("code", code);
      form.set("file", file);
      const headers = { Authorization: `Bearer ${token}` };
      return readJson(await fetch(`${sandbox.url}${prefix}/file`, { method: "POST", headers, body: form }));
    },
  };
}
export type Partner = ReturnType<typeof partnerOf>;

export type Received = { headers: IncomingHttpHeaders; text: string; at(path: string): unknown };

/** A callback URL of one's own. `statuses` are answered in turn, then 200 for ever. */
export async function startReceiver(statuses: number[] = []) {
  const received: Received[] = [];
  const waiting: { fits(): boolean; resolve(): void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const body: unknown = JSON.parse(text);
      received.push({ headers: request.headers, text, at: (path) => valueAt(body, path) });
      response.writeHead(statuses.shift() ?? 200).end();
      for (const entry of waiting.filter((candidate) => candidate.fits())) entry.resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    received,
    url: `http://127.0.0.1:${port}/api/webhooks/doku/test-token`,
    path: "/api/webhooks/doku/test-token",
    /** Resolves once what was received fits; the test's own time limit is the deadline. */
    until(fits: (received: readonly Received[]) => boolean): Promise<void> {
      return new Promise((resolve) => {
        if (fits(received)) resolve();
        else waiting.push({ fits: () => fits(received), resolve });
      });
    },
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
