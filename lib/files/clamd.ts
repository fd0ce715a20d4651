/** ClamAV's daemon, asked over its own protocol (clamd(8)): a word, and for a file its bytes in counted pieces. */
import { connect, type NetConnectOpts } from "node:net";
import { text } from "node:stream/consumers";

/** A file of 15 MB takes a second or two; a daemon that reads its signatures anew lets everybody wait. */
const patienceMs = 30_000;
const pieceBytes = 64 * 1024;

/** `host:port`, or the path of a socket. */
export function placeOf(address: string): NetConnectOpts {
  if (address.startsWith("/")) return { path: address };
  const { hostname, port } = new URL(`tcp://${address}`);
  return { host: hostname.replace(/^\[(.*)\]$/, "$1"), port: Number(port) };
}

function* counted(content: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < content.length; at += pieceBytes) {
    const piece = content.subarray(at, at + pieceBytes);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    yield length;
    yield piece;
  }
  yield Buffer.alloc(4);
}

/** @throws the connection's errors, and an Error after `timeoutMs` */
async function ask(address: string, command: string, pieces: Iterable<Uint8Array>, timeoutMs: number): Promise<string> {
  const socket = connect(placeOf(address));
  const tooLate = setTimeout(() => socket.destroy(new Error("clamd does not answer")), timeoutMs);
  try {
    // A refusal in the middle of a file closes the connection; what it said is read nonetheless.
    socket.write(`z${command}\0`);
    for (const piece of pieces) socket.write(piece);
    return ((await text(socket)).split("\0")[0] ?? "").trim();
  } finally {
    clearTimeout(tooLate);
    socket.destroy();
  }
}

/**
 * Whether the content carries something that ClamAV knows.
 * @returns the name of what was found, null for nothing
 * @throws Error when the daemon cannot be asked, or does not say either
 */
export async function scan(address: string, content: Uint8Array, timeoutMs = patienceMs): Promise<string | null> {
  const answer = await ask(address, "INSTREAM", counted(content), timeoutMs);
  if (answer === "stream: OK") return null;
  const found = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  if (found) return found;
  throw new Error("clamd could not scan a file");
}

/** What the daemon says of itself and of its signatures, such as `ClamAV 1.4.6/27400/Sun Nov 22 08:00:00 2026`. Throws as `scan`. */
export async function version(address: string, timeoutMs = patienceMs): Promise<string> {
  return await ask(address, "VERSION", [], timeoutMs);
}
