/** A request as bytes on a connection of its own, so that what no client would send can be sent. */
import { connect } from "node:net";

export type Wire = {
  method: string;
  path: string;
  /** In this order, repeated as given; Host and the length are added. */
  headers: [name: string, value: string][];
  body: Buffer;
  /** `chunked`: in pieces without a length · `cut`: announces more than it sends, and goes away. */
  manner?: "whole" | "chunked" | "cut";
};

/** Status 0: the connection ended without an answer. */
export type Reply = { status: number; head: string; text: string };

const timeoutMs = 20_000;
const chunkBytes = 7_919;

function bodyOf({ body, manner = "whole" }: Wire): { announced: string; pieces: Buffer[] } {
  if (manner !== "chunked")
    return { announced: `Content-Length: ${body.length + (manner === "cut" ? 9 : 0)}`, pieces: [body] };
  const pieces = Array.from({ length: Math.ceil(body.length / chunkBytes) }, (_, index) => {
    const piece = body.subarray(index * chunkBytes, (index + 1) * chunkBytes);
    return Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]);
  });
  return { announced: "Transfer-Encoding: chunked", pieces: [...pieces, Buffer.from("0\r\n\r\n")] };
}

function readReply(bytes: Buffer): Reply {
  const all = bytes.toString("latin1");
  const end = all.indexOf("\r\n\r\n");
  const head = end < 0 ? all : all.slice(0, end);
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, text: end < 0 ? "" : all.slice(end + 4) };
}

/** @throws Error when nothing came for too long */
export function sendBytes(url: string, wire: Wire): Promise<Reply> {
  const { hostname, port, host } = new URL(url);
  const { announced, pieces } = bodyOf(wire);
  const lines = wire.headers.map(([name, value]) => `${name}: ${value}`);
  const hasBody = wire.body.length > 0 || wire.manner !== undefined;
  const head = [`${wire.method} ${wire.path} HTTP/1.1`, `Host: ${host}`, "Connection: close", ...lines];
  if (hasBody || wire.method !== "GET") head.push(announced);
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`No answer to ${wire.method} ${wire.path}`)));
    const done = () => resolve(readReply(Buffer.concat(received)));
    socket.on("data", (piece: Buffer) => received.push(piece));
    socket.on("end", done);
    socket.on("close", done);
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // The portal need not read to the end what it has refused.
      if (error.code === "ECONNRESET" || error.code === "EPIPE") done();
      else reject(error);
    });
    socket.write(Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"));
    for (const piece of pieces) socket.write(piece);
    if (wire.manner === "cut") setTimeout(() => socket.destroy(), 20);
  });
}
