/** One try at sending one file. XMLHttpRequest, because fetch does not tell how much of a body has left. */
import type { FieldIssue } from "@/lib/domain/results";

export type SentFile = { id: string; mediaType: string; bytes: number; width: number | null; height: number | null };
export type Fault = Pick<FieldIssue, "key" | "params">;

export type SendOutcome =
  | { kind: "stored"; file: SentFile }
  /** Sending the same again would not help. */
  | { kind: "refused"; fault: Fault }
  /** The connection or the server failed; the same again may work. */
  | { kind: "failed"; fault: Fault };

const unsent: Fault = { key: "file.failed" };

function faultOf(body: unknown): Fault {
  if (typeof body !== "object" || body === null) return unsent;
  const { error, issues } = body as { error?: string; issues?: FieldIssue[] };
  const issue = issues?.find(({ key }) => key === error);
  return issue ?? { key: error ?? unsent.key };
}

function outcomeOf(status: number, body: unknown): SendOutcome {
  if (status === 200 && typeof body === "object" && body !== null) return { kind: "stored", file: body as SentFile };
  const isPassing = status === 408 || status === 429 || status >= 500;
  return { kind: isPassing ? "failed" : "refused", fault: faultOf(body) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Sends the file; never throws.
 * @param key the same for every try of one upload, so that a lost answer does not make two files
 * @param onProgress gets the part that has left, 0 to 1; 1 means that the server is checking
 */
export function sendFile(
  url: string,
  file: Blob,
  key: string,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<SendOutcome> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.setRequestHeader("Idempotency-Key", key);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? Math.min(loaded / total, 0.99) : 0);
    request.upload.onload = () => onProgress(1);
    request.onload = () => resolve(outcomeOf(request.status, parsed(request.responseText)));
    request.onerror = () => resolve({ kind: "failed", fault: unsent });
    request.onabort = () => resolve({ kind: "failed", fault: unsent });
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
