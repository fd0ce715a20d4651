/** With a real clamd where one is installed, which is told of one signature: that of the harmless test virus EICAR. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { scan, version } from "./clamd";

const hasClamd = (() => {
  try {
    execFileSync("clamd", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    process.stderr.write("The tests with a real ClamAV are skipped: no clamd is installed.\n");
    return false;
  }
})();

/** In two halves, so that no scanner of a developer's machine takes this file away. */
const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-", "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

describe.skipIf(!hasClamd)("a real clamd", () => {
  let folder: string;
  let socket: string;
  let daemon: ReturnType<typeof spawn>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "sambut-clamd-"));
    socket = join(folder, "clamd.sock");
    writeFileSync(join(folder, "eicar.ndb"), `Eicar-Test:0:*:${Buffer.from(eicar).toString("hex")}\n`);
    const settings = [`DatabaseDirectory ${folder}`, `LocalSocket ${socket}`, "Foreground yes", "StreamMaxLength 20M"];
    writeFileSync(join(folder, "clamd.conf"), `${settings.join("\n")}\n`);
    daemon = spawn("clamd", ["--config-file", join(folder, "clamd.conf")], { stdio: "ignore" });
    await vi.waitFor(() => version(socket), { timeout: 30_000, interval: 100 });
  }, 40_000);
  afterAll(async () => {
    const ended = once(daemon, "exit");
    daemon.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });

  it("finds what it knows, also in the middle of a large file, and nothing in another", async () => {
    expect(await scan(socket, Buffer.from(eicar))).toContain("Eicar-Test");
    const large = Buffer.concat([Buffer.alloc(5_000_000, 7), Buffer.from(eicar), Buffer.alloc(5_000_000, 7)]);
    expect(await scan(socket, large)).toContain("Eicar-Test");
    expect(await scan(socket, Buffer.alloc(5_000_000, 7))).toBeNull();
    expect(await scan(socket, Buffer.alloc(0))).toBeNull();
    expect(await version(socket)).toMatch(/^ClamAV /);
  });

  it("takes no refusal for a clean file", async () => {
    await expect(scan(socket, Buffer.alloc(21 * 1024 * 1024))).rejects.toThrow();
  });
});

describe("a scanner that is no scanner", () => {
  const close: (() => void)[] = [];
  afterAll(() => {
    for (const one of close) one();
  });
  async function listening(answer: (socket: Socket) => void): Promise<string> {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      answer(socket);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    close.push(() => server.close());
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it.each<[string, (socket: Socket) => void]>([
    ["hangs up", (socket) => socket.destroy()],
    ["says nothing", () => {}],
    ["says something else", (socket) => socket.end("HTTP/1.1 200 OK\r\n\r\nstream: OK")],
    ["stops in the middle of a word", (socket) => socket.end("stream: O")],
    ["has an error", (socket) => socket.end("INSTREAM size limit exceeded. ERROR\0")],
  ])("lets nothing pass: %s", async (_, answer) => {
    await expect(scan(await listening(answer), Buffer.alloc(100_000), 300)).rejects.toThrow();
  });

  it("lets nothing pass where nobody listens", async () => {
    await expect(scan("127.0.0.1:9", Buffer.from("x"), 1_000)).rejects.toThrow();
  });
});
