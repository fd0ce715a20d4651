import { describe, expect, it, vi } from "vitest";
import type { Json, Received } from "@/sandbox/testing/partner";
import { freshStage } from "@/sandbox/testing/stage";

const stage = freshStage({ auto: false });
const idOf = (answer: Json) => answer.id("business.id");
const facts = (callback: Received | undefined) => [callback?.at("type"), callback?.at("status")];

describe("the control API", () => {
  it("sets a status with notes and sends its callback", async () => {
    const id = idOf(await stage.register());
    const notes = ["Foto buram", { code: "X", field: "name", message: "Nama beda" }];
    const input = { type: "BUSINESS_CONTACT", status: "REJECTED", notes };
    expect((await stage.control(`/businesses/${id}/status`, input)).at("changed")).toBe(1);
    await stage.receiver.until((inbox) => inbox.length === 1);
    expect(stage.receiver.received[0]?.at("reject_notes")).toEqual([
      { code: "OTHER", field: "", message: "Foto buram" },
      { code: "X", field: "name", message: "Nama beda" },
    ]);
  });

  it("approves everything, headline last, and finds a business by its brand", async () => {
    const answer = await stage.register();
    const approved = await stage.control(`/businesses/${answer.id("business.brands.0.id")}/approve`, {});
    const entities = approved.at("entities") as { status: string }[];
    expect(new Set(entities.map((entity) => entity.status))).toEqual(new Set(["ACTIVE"]));
    await stage.receiver.until((inbox) => inbox.length === entities.length);
  });

  it("decides at a time that nobody takes for a reading's, which are whole seconds", async () => {
    const answer = await stage.register();
    const now = vi.spyOn(Date, "now").mockReturnValue(Math.ceil(Date.now() / 1_000) * 1_000 + 1_000);
    const approved = await stage.control(`/businesses/${answer.id("business.id")}/approve`, {});
    now.mockRestore();
    const entities = approved.at("entities") as { updatedAt: string }[];
    expect(entities.length).toBeGreaterThan(0);
    expect(entities.filter(({ updatedAt }) => updatedAt.endsWith(".000Z"))).toEqual([]);
  });

  it("turns KYB on for those that wait", async () => {
    const id = idOf(await stage.register());
    await stage.control("/settings", { auto: true });
    const live = await stage.control(`/wait/business?id=${id}&type=BRAND.OPERATIONAL_STATUS&status=ACTIVE`);
    expect(live.status).toBe(200);
  });

  it("sends crafted callbacks that change nothing here", async () => {
    const id = idOf(await stage.register());
    const odd = { businessId: id, body: { hello: "world" }, requestId: "mine", signing: "none" };
    expect((await stage.control("/callbacks", odd)).status).toBe(200);
    await stage.control("/callbacks", { businessId: id, type: "BRAND", status: "ACTIVE", shape: "no_time" });
    await stage.receiver.until((inbox) => inbox.length === 2);
    const mine = stage.receiver.received.find((callback) => callback.headers["request-id"] === "mine");
    expect(mine?.text).toBe('{"hello":"world"}');
    const after = await stage.control(`/businesses/${id}`);
    expect(after.at("entities.0.status")).toBe("UPDATING");
    expect((await stage.control("/callbacks", { businessId: id, type: "NOTHING" })).status).toBe(400);
  });

  it.each([
    [
      "duplicate",
      [
        ["BUSINESS", "ACTIVE"],
        ["BUSINESS", "ACTIVE"],
      ],
    ],
    [
      "late",
      [
        ["BUSINESS", "ACTIVE"],
        ["BUSINESS", "UPDATING"],
      ],
    ],
    [
      "wrongly_signed",
      [
        ["BUSINESS", "ACTIVE"],
        ["BUSINESS", "ACTIVE"],
      ],
    ],
    [
      "unsigned",
      [
        ["BUSINESS", "ACTIVE"],
        ["BUSINESS", "ACTIVE"],
      ],
    ],
    [
      "out_of_order",
      [
        ["BUSINESS", "ACTIVE"],
        ["BUSINESS", "ACTIVE"],
        ["BUSINESS", "UPDATING"],
      ],
    ],
  ])("sends one %s", async (special, expected) => {
    const id = idOf(await stage.register());
    await stage.control(`/businesses/${id}/status`, { type: "BUSINESS", status: "ACTIVE" });
    await stage.receiver.until((inbox) => inbox.length === 1);
    await stage.control(`/businesses/${id}/special`, { type: "BUSINESS", entityId: id, special });
    await stage.receiver.until((inbox) => inbox.length === expected.length);
    expect(stage.receiver.received.map(facts)).toEqual(expected);
  });

  it("says what is wrong with a command", async () => {
    const id = idOf(await stage.register());
    expect((await stage.control(`/businesses/${id}/status`, { type: "BUSINESS", status: "FINE" })).status).toBe(400);
    expect((await stage.control("/faults", { endpoint: "nothing", kind: "slow" })).status).toBe(400);
    expect((await stage.control("/businesses/BSN-nobody")).status).toBe(404);
    expect((await stage.control("/wait/mail?to=nobody@contoh.id&timeoutMs=30")).status).toBe(408);
  });

  it("forgets everything on reset", async () => {
    await stage.register();
    await stage.control("/reset", {});
    expect((await stage.control("/businesses")).at("businesses")).toEqual([]);
    expect((await stage.control("/files")).at("files")).toEqual([]);
  });

  it("takes no change from another site and no other name for itself", async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${stage.sandbox.url}/control/reset`, { method: "POST", headers }).then((response) => response.status);
    expect(await post({ Origin: "http://evil.example" })).toBe(403);
    expect(await post({ Origin: stage.sandbox.url })).toBe(200);
    expect(await post({})).toBe(200);
  });
});
