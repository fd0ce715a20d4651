import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { imageFile } from "@/sandbox/testing/merchant";
import { freshStage } from "@/sandbox/testing/stage";

const stage = freshStage();

describe("uploads", () => {
  it("are kept and served through a link for a while", async () => {
    const token = await stage.partner.token();
    const file = await imageFile("ktp.png");
    const answer = await stage.partner.upload(token, "DOCUMENT", file, "KTP");
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ id: expect.stringMatching(/^DCM-/), link: expect.any(String), category: "DOCUMENT" });
    const served = await fetch(answer.id("link"));
    expect(served.headers.get("content-type")).toBe("image/png");
    expect((await served.arrayBuffer()).byteLength).toBe(file.size);
    expect((await fetch(answer.id("link").replace(/expires=\d+/, "expires=1"))).status).toBe(403);
    expect((await fetch(answer.id("link").slice(0, -4))).status).toBe(403);
  });

  it("need a token that is ours and has not run out", async () => {
    for (const token of ["", "nonsense", "a.b.c"]) {
      expect((await stage.partner.upload(token, "LOGO", await imageFile())).status).toBe(401);
    }
  });

  it.each([
    ["an unknown category", "SELFIE", undefined, /category is unknown/],
    ["a document without code", "DOCUMENT", undefined, /code is required/],
    ["a document of unknown code", "DOCUMENT", "SIM", /code is unknown/],
    ["a code beside another category", "LOGO", "KTP", /only for category DOCUMENT/],
  ])("refuse %s", async (_what, category, code, message) => {
    const answer = await stage.partner.upload(await stage.partner.token(), category, await imageFile(), code);
    expect(answer.status).toBe(400);
    expect(answer.at("response_code")).toBe("INVALID_PARAMETER");
    expect(answer.at("message")).toMatch(message);
  });

  it("look at the content, not at the name", async () => {
    const token = await stage.partner.token();
    const gif = new File([new Uint8Array(Buffer.from("GIF89a\u0001\u0000\u0001\u0000", "latin1"))], "photo.jpg");
    const text = new File(["hello"], "photo.jpg", { type: "image/jpeg" });
    for (const file of [gif, text]) {
      const answer = await stage.partner.upload(token, "PHOTO_PROOF", file);
      expect(answer.at("message")).toBe("file must be one of PNG, JPG, JPEG");
    }
    expect((await stage.partner.upload(token, "LOGO", new File([], "a.png"))).at("message")).toBe("file is empty");
    const renamed = new File([await (await imageFile("a.png")).arrayBuffer()], "a.txt");
    expect((await stage.partner.upload(token, "LOGO", renamed)).status).toBe(200);
  });

  it("refuse what is larger than the requirement allows", async () => {
    const noise = {
      width: 2600,
      height: 2600,
      channels: 3,
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    } as const;
    const png = await sharp({ create: { ...noise, background: "#fff" } })
      .png({ compressionLevel: 0 })
      .toBuffer();
    expect(png.length).toBeGreaterThan(15 * 1024 * 1024);
    const answer = await stage.partner.upload(
      await stage.partner.token(),
      "LOGO",
      new File([new Uint8Array(png)], "l.png"),
    );
    expect(answer.at("message")).toBe("file is larger than 15 MB");
  });
});
