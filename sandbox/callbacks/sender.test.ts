import { describe, expect, it } from "vitest";
import { type Received, startReceiver } from "@/sandbox/testing/partner";
import { freshStage } from "@/sandbox/testing/stage";

const stage = freshStage({ auto: false });

async function approve(callbackUrl: string) {
  const answer = await stage.register({ callbackUrl });
  const id = answer.id("business.id");
  await stage.control(`/businesses/${id}/status`, { type: "BUSINESS", status: "ACTIVE" });
  return id;
}

describe("a callback that is not answered with 2xx", () => {
  it("is sent again with the same bytes under the same headers until it is", async () => {
    const receiver = await startReceiver([500, 302]);
    const id = await approve(receiver.url);
    await receiver.until((inbox) => inbox.length === 3);
    const delivery = await stage.control(`/wait/delivery?businessId=${id}&state=delivered`);
    expect((delivery.at("attempts") as { status: number }[]).map((attempt) => attempt.status)).toEqual([500, 302, 200]);
    const same = (callback: Received) => [callback.text, callback.headers.signature, callback.headers["request-id"]];
    const [first, ...others] = receiver.received;
    for (const other of others) expect(same(other)).toEqual(first && same(first));
    await receiver.close();
  });

  it("is given up after three more tries", async () => {
    const receiver = await startReceiver([500, 500, 500, 500]);
    const id = await approve(receiver.url);
    const delivery = await stage.control(`/wait/delivery?businessId=${id}&state=failed`);
    expect(delivery.at("attempts.length")).toBe(4);
    expect(receiver.received.length).toBe(4);
    await receiver.close();
  });

  it("counts nobody at home as a failed try", async () => {
    const receiver = await startReceiver();
    await receiver.close();
    const id = await approve(receiver.url);
    const delivery = await stage.control(`/wait/delivery?businessId=${id}&state=failed`);
    expect(delivery.at("attempts.0")).toMatchObject({ status: null, error: expect.stringContaining("ECONNREFUSED") });
  });
});
