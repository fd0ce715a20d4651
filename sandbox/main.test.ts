import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { companyMerchant, personalMerchant, personalQuery } from "./testing/merchant";
import { clientId, partnerOf, secretKey, startReceiver, testSandbox } from "./testing/partner";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sandbox-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("a sandbox that is started again", () => {
  it("still has businesses, files, tokens, remembered calls, and goes on where it stopped", async () => {
    const receiver = await startReceiver();
    const first = await testSandbox({ dataDir: folder, clock: 3_600 });
    const partner = partnerOf(first);
    const token = await partner.token();
    const body = await companyMerchant(partner, { callbackUrl: receiver.url });
    const answer = await partner.post("/business", body, { requestId: "once" });
    expect(answer.status).toBe(200);
    await first.close();

    const second = await testSandbox({ dataDir: folder, clock: 3_600 });
    const again = partnerOf(second);
    const repeat = await again.post("/business", body, { requestId: "once" });
    expect([repeat.status, repeat.body]).toEqual([409, answer.body]);
    const data = await again.get(`/business/${answer.id("business.brands.0.id")}`, personalQuery);
    expect((await fetch(data.id("brands.0.photo_proofs.0.photo"))).status).toBe(200);
    const png = new File([await (await fetch(data.id("documents.0.file"))).arrayBuffer()], "a.png");
    expect((await again.upload(token, "LOGO", png)).status).toBe(200);
    await receiver.until((inbox) => inbox.length > 0);
    expect(receiver.received[0]?.at("business_id")).toBe(answer.at("business.id"));
    await second.close();
    await receiver.close();
  });
});

describe("the process", () => {
  const running: ChildProcess[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) if (child.exitCode === null) child.kill("SIGKILL");
  });

  function start(env: Record<string, string>) {
    const child = spawn(process.execPath, ["--import", "tsx", "sandbox/main.ts"], {
      env: { ...process.env, DATA_DIR: folder, DOKU_CLIENT_ID: clientId, DOKU_SECRET_KEY: secretKey, ...env },
    });
    running.push(child);
    let output = "";
    const said = (stream: NodeJS.ReadableStream | null) => stream?.on("data", (chunk: Buffer) => (output += chunk));
    said(child.stdout);
    said(child.stderr);
    const line = () => once(child.stdout, "data").then(() => output.trim());
    return {
      child,
      line,
      ended: once(child, "exit").then(([code]) => ({ code: code as number, output: output.trim() })),
    };
  }

  it("prints one line when ready, stops on SIGTERM, and says which port is in use", async () => {
    const sandbox = start({ SANDBOX_PORT: "0" });
    const line = await sandbox.line();
    const [, url = "", port = "", smtp = ""] =
      line.match(/^sandbox ready (http:\/\/localhost:(\d+)) smtp (\d+)$/) ?? [];
    const partner = partnerOf({ url });
    const body = await personalMerchant(partner, { callbackUrl: "http://127.0.0.1:9/none" });
    const registered = await partner.post("/business", body);
    expect(registered.body).toMatchObject({ business: { status: "UPDATING" } });

    const sameWeb = await start({ SANDBOX_PORT: port, SANDBOX_SMTP_PORT: "0" }).ended;
    expect(sameWeb).toEqual({
      code: 1,
      output: expect.stringMatching(/^Port \d+ is in use.* SANDBOX_PORT to another/),
    });
    const sameMail = await start({ SANDBOX_PORT: "0", SANDBOX_SMTP_PORT: smtp }).ended;
    expect(sameMail).toEqual({ code: 1, output: expect.stringMatching(/^Port \d+ is in use.* SANDBOX_SMTP_PORT to/) });

    sandbox.child.kill("SIGTERM");
    expect(await sandbox.ended).toEqual({ code: 0, output: line });
  });

  it("refuses settings that are no numbers", async () => {
    const ended = await start({ SANDBOX_CLOCK: "fast" }).ended;
    expect(ended).toEqual({ code: 1, output: 'SANDBOX_CLOCK must be a number, but is "fast".' });
  });
});
