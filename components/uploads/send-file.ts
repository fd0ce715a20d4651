/** One try at sending one file. XMLHttpRequest, because fetch does not tell how much of a body has left. */
import type { FieldIssue } from "@/lib/domain/results";
import { pieceHeader, pieceMethod, piecesOf, pieceText } from "@/lib/domain/upload-pieces";

export type SentFile = { id: string; mediaType: string; bytes: number; width: number | null; height: number | null };
export type Fault = Pick<FieldIssue, "key" | "params">;

export type SendOutcome =
  | { kind: "stored"; file: SentFile }
  /** Sending the same again would not help. */
  | { kind: "refused"; fault: Fault }
  /** The connection or the server failed; the same again may work. */
  | { kind: "failed"; fault: Fault };

const unsent: Fault = { key: "file.failed" };
/** Nobody answered: what the server has of the file, it still has. */
const cutOff: SendOutcome = { kind: "failed", fault: unsent };

/** Why, where nobody says it in our words: a server before ours has answered, or ours could not any more. */
function wordless(status: number): Fault {
  if (status === 401 || status === 403) return { key: "signedOut" };
  if (status === 413) return { key: "file.tooBigToSend" };
  return status === 429 || status >= 500 ? { key: "unavailable" } : unsent;
}

function faultOf(status: number, body: unknown): Fault {
  if (typeof body !== "object" || body === null) return wordless(status);
  const { error, issues } = body as { error?: string; issues?: FieldIssue[] };
  const issue = issues?.find(({ key }) => key === error);
  return issue ?? (error ? { key: error } : wordless(status));
}

function outcomeOf(status: number, body: unknown): SendOutcome {
  if (status === 200 && typeof body === "object" && body !== null) return { kind: "stored", file: body as SentFile };
  // 405: a portal of the version before knows no pieces, and another one answers when the new version has been rolled out.
  const isPassing = status === 405 || status === 408 || status === 429 || status >= 500;
  return { kind: isPassing ? "failed" : "refused", fault: faultOf(status, body) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What one request came to: the whole file's outcome, or the server waits for the piece that begins at this byte. */
type Answer = SendOutcome | { kind: "continue"; next: number | null };

/** Null from a portal of the version before, which waits for the piece behind. */
function nextOf(body: unknown): number | null {
  const next = typeof body === "object" && body !== null && "next" in body ? body.next : null;
  return typeof next === "number" ? next : null;
}

/** Where the pieces of uploads that failed go on, by their key. The server knows better, and says so. */
const goOnAt = new Map<string, number>();
/** Where one request goes and what it says beside the body. */
type Call = { method: string; url: string; headers: Record<string, string>; signal: AbortSignal };

function sendBody(
  { method, url, headers, signal }: Call,
  body: Blob,
  onSent: (bytes: number) => void,
): Promise<Answer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.upload.onload = () => onSent(body.size);
    request.onload = () => {
      const answer = parsed(request.responseText);
      const isMore = request.status === 202;
      resolve(isMore ? { kind: "continue", next: nextOf(answer) } : outcomeOf(request.status, answer));
    };
    request.onerror = () => resolve(cutOff);
    request.onabort = () => resolve(cutOff);
    signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

/**
 * Sends the file, a large one in pieces from where the server lacks them; never throws.
 * @param key the same for every try of one upload, so that a lost answer does not make two files
 * @param onProgress gets the part that has left, 0 to 1; 1 means that the server is checking
 */
export async function sendFile(
  url: string,
  file: Blob,
  key: string,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const outcome = await sendPieces(url, file, key, onProgress, signal);
  if (outcome.kind !== "failed") goOnAt.delete(key);
  return outcome;
}

async function sendPieces(...[url, file, key, onProgress, signal]: Parameters<typeof sendFile>): Promise<SendOutcome> {
  const pieces = piecesOf(file.size);
  const isInPieces = pieces.length > 1;
  const method = isInPieces ? pieceMethod : "PUT";
  // Twice over, for a server that has lost some meanwhile; one that loses them again and again is left alone for a while.
  for (let requests = 0; requests < 2 * pieces.length && !signal.aborted; requests += 1) {
    const piece = pieces.find(({ start }) => start === (goOnAt.get(key) ?? 0)) ?? pieces[0];
    if (!piece) break;
    const headers = {
      "Idempotency-Key": key,
      "Content-Type": "application/octet-stream",
      ...(isInPieces ? { [pieceHeader]: pieceText(piece) } : {}),
    };
    const onSent = (bytes: number) => {
      const sent = piece.start + bytes;
      onProgress(sent >= file.size ? 1 : Math.min(sent / file.size, 0.99));
    };
    const answer = await sendBody({ method, url, headers, signal }, file.slice(piece.start, piece.end), onSent);
    // A portal of the version before forgets all pieces when the last one fails, and does not say where to go on.
    if (answer.kind === "failed" && answer !== cutOff && piece.end === file.size) goOnAt.delete(key);
    if (answer.kind !== "continue") return answer;
    goOnAt.set(key, answer.next ?? piece.end);
  }
  return { kind: "failed", fault: unsent };
}
