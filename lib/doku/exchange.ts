/** One HTTP exchange: a time limit over all of it, no redirects, a limit on the size of the answer. */

export type Exchange = {
  status: number;
  headers: Headers;
  bytes: Uint8Array;
  /** The answer was longer than we read; `bytes` is empty. */
  tooLarge: boolean;
};

/** No usable answer came back. `networkCode` is Node's, such as `ECONNRESET`. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  constructor(
    readonly kind: "network" | "timeout",
    readonly networkCode: string | null,
  ) {
    super(kind);
  }
}

/** The largest answers are requirement trees of some ten kilobytes. */
const maxAnswerBytes = 2 * 1024 * 1024;

export type OutgoingRequest = {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: string | FormData | null;
  timeoutMs: number;
};

/** Sends once. Throws TransportError and nothing else. */
export async function exchange(request: OutgoingRequest): Promise<Exchange> {
  const { url, method, headers, body, timeoutMs } = request;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    // A redirect would carry a signature to an address it was not made for.
    const response = await fetch(url, { method, headers, body, signal, redirect: "manual" });
    const { status } = response;
    try {
      return { status, headers: response.headers, ...(await readCapped(response)) };
    } catch (error) {
      // A refusal is one without its words too; a success, or a 409 that may be one, is not.
      if (status < 400 || status === 409) throw error;
      return { status, headers: response.headers, bytes: new Uint8Array(), tooLarge: false };
    }
  } catch (error) {
    throw transportErrorOf(error);
  }
}

async function readCapped(response: Response): Promise<{ bytes: Uint8Array; tooLarge: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxAnswerBytes) {
      await reader.cancel();
      return { bytes: new Uint8Array(), tooLarge: true };
    }
    chunks.push(value);
  }
  return { bytes: Buffer.concat(chunks), tooLarge: false };
}

function transportErrorOf(error: unknown): TransportError {
  const code = networkCodeOf(error) ?? networkCodeOf(error instanceof Error ? error.cause : null);
  const timedOut = (error instanceof Error && error.name === "TimeoutError") || /TIMEOUT|ETIMEDOUT/.test(code ?? "");
  return new TransportError(timedOut ? "timeout" : "network", code);
}

/** Node's code of a failed connection; of several tried addresses, the first one's. */
function networkCodeOf(error: unknown): string | null {
  if (error instanceof AggregateError) return networkCodeOf(error.errors[0]);
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}
