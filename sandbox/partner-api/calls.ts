/** The frame around every call: faults on request, signature checks, repeats of a Request-Id, signed answers, the log of calls. */
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { digestOf, sign, verifySignature } from "@/lib/doku/signature";
import { headerTime, nowIso, type Sandbox } from "@/sandbox/context";
import type { CallRecord, Fault } from "@/sandbox/store/records";
import { own } from "@/sandbox/store/store";
import { faultOf, isRefusal, type Refusal } from "./errors";

export type Env = { Bindings: HttpBindings };
export const endpoints = ["requirements", "token", "upload", "register", "lite", "get", "update", "address"] as const;
export type Endpoint = (typeof endpoints)[number];

/** What a handler answers. `then` carries the call out but spoils the answer; `drop` spoils it before. */
export type Outcome =
  | Refusal
  | { status: 200; body: unknown; then?: "hang" | "close" }
  | { drop: "hang" | "close" }
  | { status: 429 | 503; body: unknown; retryAfterSec: number };

/** A call whose signature was right. `body` holds the exact bytes. */
export type SignedCall = { c: Context<Env>; requestId: string; target: string; body: Uint8Array; json: unknown };

type Credentials = { clientId: string; requestId: string; target: string };

const maxSkewMs = 5 * 60_000;

/** Waits, or until the caller hangs up. */
export function pause(c: Context<Env>, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs);
    c.env.outgoing.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function drop(sandbox: Sandbox, c: Context<Env>, how: "hang" | "close"): Promise<Response> {
  if (how === "hang") await pause(c, sandbox.options.hangMs);
  c.env.outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}

function authenticate(sandbox: Sandbox, c: Context<Env>, body: Uint8Array): Credentials | Refusal {
  const clientId = c.req.header("client-id") ?? "";
  const requestId = c.req.header("request-id") ?? "";
  const timestamp = c.req.header("request-timestamp") ?? "";
  const target = new URL(c.req.url).pathname;
  if (clientId !== sandbox.options.clientId) return faultOf("signature", "Invalid Client-Id");
  if (requestId === "" || requestId.length > 128)
    return faultOf("signature", "Request-Id must have 1 to 128 characters");
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(timestamp)) {
    return faultOf("signature", "Request-Timestamp must be UTC in seconds, e.g. 2020-08-11T08:45:42Z");
  }
  const skewMs = Math.abs(Date.now() - Date.parse(timestamp));
  if (!(skewMs <= maxSkewMs)) return faultOf("signature", "Request-Timestamp is more than 5 minutes away from now");
  const digest = c.req.method === "GET" ? null : digestOf(body);
  const parts = { clientId, requestId, timestamp, requestTarget: target, digest };
  const signature = c.req.header("signature") ?? "";
  if (!verifySignature(parts, [sandbox.options.secretKey], signature)) return faultOf("signature", "Invalid Signature");
  return { clientId, requestId, target };
}

function spoiled(text: string, fault: Fault | undefined): string {
  if (fault?.kind === "told_failed") return JSON.stringify({ status: "FAILED", response_code: "INVALID_PARAMETER" });
  return fault?.kind === "malformed" ? `${text.slice(0, -1)},` : text;
}

function answer(sandbox: Sandbox, status: number, text: string, by: Credentials | null, fault?: Fault): Response {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  const body = spoiled(text, fault);
  if (by) {
    const { clientId, requestId, target: requestTarget } = by;
    const timestamp = headerTime();
    const timestampHeader = "Response-Timestamp" as const;
    const key = fault?.kind === "wrong_signature" ? "SK-that-nobody-has" : sandbox.options.secretKey;
    const parts = { clientId, requestId, timestamp, timestampHeader, requestTarget, digest: digestOf(body) };
    Object.assign(headers, { "Client-Id": clientId, "Request-Id": requestId });
    Object.assign(headers, { "Response-Timestamp": timestamp, Signature: sign(parts, key) });
  }
  return new Response(body, { status, headers });
}

function takeFault(sandbox: Sandbox, endpoint: Endpoint): Fault | undefined {
  const { state } = sandbox.store;
  const fault = state.faults.find((entry) => entry.endpoint === endpoint || entry.endpoint === "*");
  if (!fault) return undefined;
  fault.remaining -= 1;
  state.faults = state.faults.filter((entry) => entry.remaining > 0);
  return fault;
}

function statusAnswer(
  sandbox: Sandbox,
  { status, retryAfterSec, retryAfterDate }: Pick<Fault, "status" | "retryAfterSec" | "retryAfterDate">,
): Response {
  const refusal = status === 429 ? faultOf("tooMany", "Too many requests") : faultOf("broken", "Service unavailable");
  const response = answer(sandbox, status, JSON.stringify(refusal.body), null);
  if (retryAfterSec !== null) {
    const until = new Date(Date.now() + retryAfterSec * 1_000).toUTCString();
    response.headers.set("Retry-After", retryAfterDate ? until : String(retryAfterSec));
  }
  return response;
}

function log(sandbox: Sandbox, endpoint: Endpoint, c: Context<Env>, startedAt: number, status: CallRecord["status"]) {
  sandbox.store.state.calls.push({
    at: nowIso(),
    endpoint,
    method: c.req.method,
    path: new URL(c.req.url).pathname,
    requestId: c.req.header("request-id") ?? null,
    status,
    durationMs: Date.now() - startedAt,
  });
  sandbox.store.changed();
}

/** Frames a call in faults and the log; `run` gets the fault that must still be applied to its answer. */
export function framed(
  sandbox: Sandbox,
  endpoint: Endpoint,
  run: (c: Context<Env>, fault: Fault | undefined) => Promise<Response>,
) {
  return async (c: Context<Env>): Promise<Response> => {
    const startedAt = Date.now();
    const fault = takeFault(sandbox, endpoint);
    const respond = async () => {
      if (fault?.kind === "status") return statusAnswer(sandbox, fault);
      if (fault?.kind === "hang_before") return drop(sandbox, c, "hang");
      if (fault?.kind === "close_before") return drop(sandbox, c, "close");
      if (fault?.kind === "slow") await pause(c, fault.delayMs);
      const response = await run(c, fault);
      if (fault?.kind === "hang_after") return drop(sandbox, c, "hang");
      return fault?.kind === "close_after" ? drop(sandbox, c, "close") : response;
    };
    const response = await respond();
    log(sandbox, endpoint, c, startedAt, response === RESPONSE_ALREADY_SENT ? "no answer" : response.status);
    return response;
  };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

/** A signed call (contract section 3) whose first good answer is kept for repeats of its Request-Id (section 4). */
export function signed(sandbox: Sandbox, endpoint: Endpoint, run: (call: SignedCall) => Promise<Outcome> | Outcome) {
  return framed(sandbox, endpoint, async (c, fault) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    const by = authenticate(sandbox, c, body);
    if (isRefusal(by)) return answer(sandbox, by.status, JSON.stringify(by.body), null);
    const { answers } = sandbox.store.state;
    const writes = c.req.method !== "GET";
    const digest = digestOf(body);
    const first = writes ? own(answers, by.requestId) : undefined;
    if (first && (first.target !== by.target || first.digest !== digest)) {
      const refusal = faultOf("duplicate", "Request-Id was used for another request");
      return answer(sandbox, 409, JSON.stringify(refusal.body), by);
    }
    if (first) return answer(sandbox, 409, first.body, by, fault);
    const json = writes ? parseJson(body) : undefined;
    if (writes && json === undefined) {
      return answer(sandbox, 400, JSON.stringify(faultOf("parameters", "The body is not JSON").body), by);
    }
    const outcome = await run({ c, requestId: by.requestId, target: by.target, body, json });
    if ("drop" in outcome) return drop(sandbox, c, outcome.drop);
    if ("retryAfterSec" in outcome) return statusAnswer(sandbox, outcome);
    const text = JSON.stringify(outcome.body);
    if (writes && outcome.status === 200) {
      answers[by.requestId] = { target: by.target, digest, body: text };
      sandbox.store.changed();
      await sandbox.store.saved();
    }
    if ("then" in outcome && outcome.then) return drop(sandbox, c, outcome.then);
    return answer(sandbox, outcome.status, text, by, fault);
  });
}
