/** An S3 server for a test file: real HTTP on a free port, content in a folder that is removed at the end. */
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { mkdir, readFile, rename, utimes, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import S3rver from "s3rver";
import type { BucketSettings } from "./s3-storage";

const bucket = "sambut-files";

async function whole(content: AsyncIterable<Buffer> | Buffer): Promise<Buffer> {
  if (Buffer.isBuffer(content)) return content;
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The library answers before the bytes lie on its disk and shows half of what it receives. S3 does neither. */
async function keep(path: string, content: AsyncIterable<Buffer> | Buffer) {
  const bytes = await whole(content);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.aside`, bytes);
  await rename(`${path}.aside`, path);
  return { size: bytes.length, md5: createHash("md5").update(bytes).digest("hex") };
}

/** Starts one. `unfinished` are the uploads in parts that were neither completed nor taken back. */
export async function openTestBucket() {
  const directory = mkdtempSync(join(tmpdir(), "sambut-bucket-"));
  const server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: bucket }],
  });
  const { store } = server;
  store.putObject = async (object) => {
    const put = await keep(store.getResourcePath(object.bucket, object.key, "object"), object.content);
    await store.putMetadata(object.bucket, object.key, {}, put.md5);
    return put;
  };
  const uploads = () => store.getResourcePath(bucket, undefined, "uploads");
  store.putPart = async (_bucket, uploadId, part, content) => {
    const path = join(uploads(), uploadId, String(part));
    const put = await keep(path, content);
    await writeFile(`${path}.md5`, put.md5);
    return put;
  };
  const unfinished = () => (existsSync(uploads()) ? readdirSync(uploads()) : []);
  const upload = async (id: string) => {
    const key = await readFile(join(uploads(), id, "key"), "utf8");
    const initiated = statSync(join(uploads(), id, "key")).mtime.toISOString();
    return `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${initiated}</Initiated></Upload>`;
  };
  // Two calls that the library does not know: taking an upload in parts back, and listing them.
  server.middleware.unshift(async (context, next) => {
    const { uploadId } = context.query;
    if (context.method === "DELETE" && uploadId) {
      rmSync(join(uploads(), uploadId), { recursive: true });
      context.status = 204;
    } else if (context.method === "GET" && "uploads" in context.query) {
      const list = (await Promise.all(unfinished().map(upload))).join("");
      context.type = "application/xml";
      context.body = `<ListMultipartUploadsResult>${list}</ListMultipartUploadsResult>`;
    } else await next();
  });
  const { port } = await server.run();
  const settings = (endpoint = `http://127.0.0.1:${port}`): BucketSettings => ({
    bucket,
    region: "us-east-1",
    endpoint,
    keys: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
    forcePathStyle: true,
  });
  const path = (key: string) => store.getResourcePath(bucket, key, "object");
  return {
    settings,
    port,
    unfinished,
    raw: (key: string) => readFile(path(key)),
    /** Puts bytes there as they are. */
    lay: async (key: string, bytes: Buffer) => {
      const { md5 } = await keep(path(key), bytes);
      await store.putMetadata(bucket, key, {}, md5);
    },
    exists: (key: string) => existsSync(path(key)),
    age: (key: string, at: Date) => utimes(path(key), at, at),
    ageUpload: (id: string, at: Date) => utimes(join(uploads(), id, "key"), at, at),
    close: async () => {
      await server.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** What happens to a connection: it passes, is answered 503, is cut after so many bytes from either side, or hears nothing. */
export type Weather = { kind: "fair" } | { kind: "busy" } | { kind: "cut"; afterBytes: number } | { kind: "stuck" };

const busy = "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/** A line to a port, on which the weather changes. */
export async function openBadLine(port: number) {
  let weather: Weather = { kind: "fair" };
  const open = new Set<Socket>();
  const server = createServer((near) => {
    open.add(near);
    near.on("error", () => {}).on("close", () => open.delete(near));
    if (weather.kind === "stuck") return void near.resume();
    if (weather.kind === "busy") return void near.once("data", () => near.end(busy));
    const far = connect(port, "127.0.0.1").on("error", () => near.destroy());
    far.on("close", () => near.destroy());
    near.on("close", () => far.destroy());
    let left = weather.kind === "cut" ? weather.afterBytes : Number.POSITIVE_INFINITY;
    const pass = (to: Socket) => (chunk: Buffer) => {
      left -= chunk.length;
      to.write(left < 0 ? chunk.subarray(0, chunk.length + left) : chunk);
      if (left < 0) for (const socket of [near, far]) socket.destroySoon();
    };
    near.on("data", pass(far));
    far.on("data", pass(near));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endAll = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Connections of the weather before end, so that none is used again. */
    change: (next: Weather) => {
      weather = next;
      endAll();
    },
    close: async () => {
      endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
