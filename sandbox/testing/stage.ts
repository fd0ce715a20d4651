/** A sandbox, a partner and a callback address for one test file; every test starts with an empty sandbox. */
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { SandboxOptions } from "@/sandbox/context";
import type { RunningSandbox } from "@/sandbox/server";
import { type MerchantOptions, personalMerchant } from "./merchant";
import { type Json, type Partner, partnerOf, type Receiver, readJson, startReceiver, testSandbox } from "./partner";

export type Stage = {
  sandbox: RunningSandbox;
  partner: Partner;
  receiver: Receiver;
  /** Uploads and registers a personal merchant; answers the registration. */
  register(options?: Partial<MerchantOptions>): Promise<Json>;
  control(path: string, body?: unknown): Promise<Json>;
};

/** Call once per file. One sandbox serves the file and forgets everything before each test. */
export function freshStage(options: Partial<SandboxOptions> = {}): Stage {
  const stage: Partial<Stage> = {};
  const whole = stage as Stage;
  beforeAll(async () => {
    stage.sandbox = await testSandbox(options);
    stage.partner = partnerOf(stage.sandbox);
    stage.register = async (given = {}) => {
      const { partner, receiver } = whole;
      return partner.post("/business", await personalMerchant(partner, { callbackUrl: receiver.url, ...given }));
    };
    stage.control = async (path, body) => {
      const init =
        body === undefined
          ? {}
          : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
      return readJson(await fetch(`${whole.sandbox.url}/control${path}`, init));
    };
  });
  beforeEach(async () => {
    stage.receiver = await startReceiver();
    await whole.control("/reset", {});
    await whole.control("/settings", { auto: options.auto ?? true });
  });
  afterEach(() => whole.receiver.close());
  afterAll(() => whole.sandbox.close());
  return whole;
}
