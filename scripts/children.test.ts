import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { type Child, startChild, untilAnswers } from "./children";
import { requireFreePort } from "./preflight";

const children: Child[] = [];
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
});

function start(code: string, graceMs?: number): Child {
  const child = startChild("The child", ["-e", code], { env: process.env, output: "/dev/null", graceMs });
  children.push(child);
  return child;
}

async function listening() {
  const server = createServer((_, response) => response.end("hello"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { port, close: () => new Promise((resolve) => server.close(resolve)) };
}

describe("children", () => {
  it("says how a child ended", async () => {
    const child = start("process.exit(3)");
    expect(await child.ended).toBe("exit code 3");
    expect(child.isRunning()).toBe(false);
    await child.stop();
  });

  it("kills a child that does not stop when asked", async () => {
    const { port, close } = await listening();
    await close();
    const code = `process.on("SIGTERM", () => {}); require("node:http").createServer((_, r) => r.end()).listen(${port}, "127.0.0.1")`;
    const child = start(code, 200);
    await untilAnswers(child, `http://127.0.0.1:${port}`, 10_000);
    await child.stop();
    expect(await child.ended).toBe("signal SIGKILL");
  });

  it("does not wait for a child that is gone", async () => {
    const child = start("process.exit(1)");
    await expect(untilAnswers(child, "http://127.0.0.1:9", 60_000)).rejects.toThrow(
      "The child ended before it was ready (exit code 1).",
    );
  });
});

describe("ports", () => {
  it("names the port in use and the setting that moves it", async () => {
    const { port, close } = await listening();
    await expect(requireFreePort(port, "PORT", "the portal")).rejects.toThrow(
      `Port ${port} (for the portal) is in use. Stop what uses it, or choose another: PORT=${port + 100}.`,
    );
    await close();
    await requireFreePort(port, "PORT", "the portal");
  });
});
