import { describe, expect, it } from "vitest";
import { freshStage } from "@/sandbox/testing/stage";

const stage = freshStage({ auto: false });
const page = async (path: string) => (await fetch(`${stage.sandbox.url}${path}`)).text();
const submit = (path: string, form: Record<string, string>) =>
  fetch(`${stage.sandbox.url}${path}`, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });

describe("the desk", () => {
  it("lists businesses, finds one, and escapes what merchants typed", async () => {
    const id = (await stage.register({ name: "<script>alert(1)</script> & Co" })).id("business.id");
    await stage.register();
    const list = await page("/");
    expect(list).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co");
    expect(list).not.toContain("<script>");
    const found = await page(`/?q=${encodeURIComponent("tini")}`);
    expect(found).toContain("Warung Bu Tini");
    const own = await page(`/businesses/${id}`);
    expect(own).not.toContain("<script>");
    expect(own).toContain("3372014101900001");
    expect(own).toMatch(/<img src="http:\/\/localhost:\d+\/files\/DCM-/);
  });

  it("rejects with a note of the catalogue or one's own words, and approves", async () => {
    const id = (await stage.register()).id("business.id");
    const brand = (await stage.control(`/businesses/${id}`)).id("brandId");
    const verdict = (form: Record<string, string>) => submit(`/businesses/${id}/verdict`, form);
    const entity = { type: "BRAND", entityId: brand };
    const redirect = await verdict({ ...entity, status: "REJECTED", reason: "LINK_DEAD" });
    expect([redirect.status, redirect.headers.get("location")]).toEqual([303, `/businesses/${id}`]);
    expect(await page(`/businesses/${id}`)).toContain("<li>Tautan media sosial tidak dapat dibuka</li>");
    await verdict({ ...entity, status: "REJECTED", reason: "LINK_DEAD", note: "Nama merek salah" });
    await stage.receiver.until((inbox) => inbox.length === 2);
    expect(stage.receiver.received.at(-1)?.at("reject_notes.0.message")).toBe("Nama merek salah");
    await verdict({ ...entity, status: "ACTIVE" });
    expect((await stage.control(`/wait/business?id=${id}&type=BRAND&status=ACTIVE`)).status).toBe(200);
  });

  it("approves everything, suspends, sends awkward callbacks and switches who decides", async () => {
    const id = (await stage.register()).id("business.id");
    await submit(`/businesses/${id}/special`, { type: "BUSINESS", entityId: id, special: "unsigned" });
    await stage.receiver.until((inbox) => inbox.length === 1);
    expect(stage.receiver.received[0]?.headers.signature).toBeUndefined();
    await submit(`/businesses/${id}/approve-everything`, {});
    expect((await stage.control(`/wait/business?id=${id}&status=ACTIVE`)).status).toBe(200);
    await submit(`/businesses/${id}/suspend`, {});
    expect((await stage.control(`/wait/business?id=${id}&type=BRAND&status=SUSPENDED`)).status).toBe(200);
    await submit("/settings", { auto: "on" });
    expect((await stage.control("/settings")).at("auto")).toBe(true);
    expect(await page("/log")).toContain("BRAND.OPERATIONAL_STATUS");
  });

  it("runs no script, is framed by nobody, and takes no form from another site", async () => {
    const id = (await stage.register()).id("business.id");
    const response = await fetch(`${stage.sandbox.url}/`);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const foreign = await fetch(`${stage.sandbox.url}/businesses/${id}/suspend`, {
      method: "POST",
      headers: { "Sec-Fetch-Site": "cross-site" },
    });
    expect(foreign.status).toBe(403);
    expect((await fetch(`${stage.sandbox.url}/businesses/BSN-nobody`)).status).toBe(404);
  });
});
