import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestOf, verifySignature } from "@/lib/doku/signature";
import { callbackTypes } from "@/lib/domain/sections";
import type { RunningSandbox } from "./server";
import { personalMerchant, personalQuery } from "./testing/merchant";
import {
  clientId,
  type Partner,
  partnerOf,
  type Received,
  type Receiver,
  secretKey,
  startReceiver,
  testSandbox,
} from "./testing/partner";

let sandbox: RunningSandbox;
let partner: Partner;
let receiver: Receiver;

beforeEach(async () => {
  sandbox = await testSandbox();
  partner = partnerOf(sandbox);
  receiver = await startReceiver();
});
afterEach(async () => {
  await sandbox.close();
  await receiver.close();
});

describe("a registration", () => {
  it("is decided by itself, entity by entity, with signed callbacks and the headline last", async () => {
    const body = await personalMerchant(partner, { callbackUrl: receiver.url });
    const answer = await partner.post("/business", body);
    expect(answer.status).toBe(200);
    expect(answer.at("business.status")).toBe("UPDATING");
    expect(answer.at("business.brands.0.services.0")).toEqual({ code: "QRIS", name: "QRIS", status: "UPDATING" });

    // Seven verdicts, two payment methods and the headline.
    await receiver.until((inbox) => inbox.length === 10);
    const time = (callback: Received) => String(callback.at("updated_at"));
    const ordered = [...receiver.received].sort((a, b) => time(a).localeCompare(time(b)));
    const types = ordered.map((callback) => callback.at("type"));
    const expected = callbackTypes.filter((type) => type !== "BUSINESS_DOCUMENT");
    expect(new Set(types)).toEqual(new Set(expected));
    expect(types.at(-1)).toBe("BRAND.OPERATIONAL_STATUS");
    for (const { headers, text } of receiver.received) {
      const parts = {
        clientId,
        requestId: String(headers["request-id"]),
        timestamp: String(headers["request-timestamp"]),
        requestTarget: receiver.path,
        digest: digestOf(text),
      };
      expect(verifySignature(parts, [secretKey], String(headers.signature))).toBe(true);
    }

    const data = await partner.get(`/business/${answer.id("business.brands.0.id")}`, personalQuery);
    expect(data.at("id")).toBe(answer.at("business.id"));
    expect(data.at("status")).toBe("ACTIVE");
    expect(data.at("type")).toEqual({ code: "PERSONAL", name: "Personal" });
    expect(data.at("brands.0.services.1.status")).toBe("ACTIVE");
  });
});
