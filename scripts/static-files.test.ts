import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compressStatic } from "./compress-static";
import { staticTaker } from "./static-files";

const script = "export const words = 'Selamat datang kembali';\n".repeat(200);
let port = 0;
const server = createServer();

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "sambut-static-"));
  mkdirSync(join(folder, "chunks"));
  writeFileSync(join(folder, "chunks/a1.js"), script);
  writeFileSync(join(folder, "photo.png"), Buffer.from([1, 2, 3]));
  writeFileSync(join(folder, "..", "outside.txt"), "not for you");
  await compressStatic(folder);
  const take = staticTaker(folder);
  server.on("request", (asked, answer) => {
    if (!take(asked, answer)) answer.writeHead(404, { "X-Url": asked.url ?? "" }).end("next");
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer };

function ask(path: string, { method = "GET", accepts = "" } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ port, path, method, headers: accepts ? { "Accept-Encoding": accepts } : {} }, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    })
      .on("error", reject)
      .end();
  });
}

test("each browser gets the smallest that it can read, kept for good", async () => {
  const [best, common, plain] = await Promise.all([
    ask("/_next/static/chunks/a1.js", { accepts: "gzip, deflate, br" }),
    ask("/_next/static/chunks/a1.js", { accepts: "gzip" }),
    ask("/_next/static/chunks/a1.js"),
  ]);
  expect(best.headers["content-encoding"]).toBe("br");
  expect(brotliDecompressSync(best.body).toString()).toBe(script);
  expect(common.headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(common.body).toString()).toBe(script);
  expect(plain.body.toString()).toBe(script);
  expect(best.body.length).toBeLessThan(common.body.length);
  for (const { headers } of [best, common, plain]) {
    expect(headers).toMatchObject({
      "cache-control": "public,max-age=31536000,immutable",
      "x-content-type-options": "nosniff",
      "strict-transport-security": "max-age=63072000; includeSubDomains",
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
      vary: "Accept-Encoding",
    });
    expect(headers["content-type"]).toMatch(/^text\/javascript/);
  }
});

test("what is not there, or not asked for, goes on to Next as it came", async () => {
  for (const path of [
    "/_next/static/chunks/gone.js",
    "/_next/static/../outside.txt",
    "/_next/static/%2e%2e/outside.txt",
    "/_next/static/chunks",
    "/onboarding",
  ]) {
    const { status, headers, body } = await ask(path, { accepts: "br" });
    expect([path, status, headers["x-url"], body.toString()]).toEqual([path, 404, path, "next"]);
  }
  expect((await ask("/_next/static/chunks/a1.js", { method: "POST" })).status).toBe(404);
});
