import nodemailer from "nodemailer";
import { describe, expect, it } from "vitest";
import { freshStage } from "@/sandbox/testing/stage";

const stage = freshStage();

function send(over: Record<string, unknown> = {}) {
  const transport = nodemailer.createTransport(`smtp://someone:secret@127.0.0.1:${stage.sandbox.smtpPort}`);
  return transport.sendMail({
    from: "Sambut <sambut@contoh.id>",
    to: "tini@contoh.id",
    subject: "Kode masuk Anda – 123456",
    text: "Kode: 123456\nBuka http://localhost:3000/masuk?t=abc&x=1.",
    html: '<p>Kode <b>123456</b> <a href="http://localhost:3000/masuk?t=abc">Masuk</a></p>',
    ...over,
  });
}

describe("the mailbox", () => {
  it("keeps what came by SMTP and gives it to those who wait", async () => {
    const waiting = stage.control("/wait/mail?to=TINI@contoh.id&subject=Kode");
    await send();
    expect((await waiting).body).toMatchObject({
      from: "sambut@contoh.id",
      to: ["tini@contoh.id"],
      subject: "Kode masuk Anda – 123456",
      text: expect.stringContaining("Kode: 123456"),
      html: expect.stringContaining("<b>123456</b>"),
    });
    await send({ to: "lain@contoh.id" });
    expect((await stage.control("/mails?to=lain@contoh.id")).at("mails.length")).toBe(1);
  });

  it("refuses every message while it is out of order, and counts them", async () => {
    expect((await stage.control("/mail", { refuse: true })).body).toEqual({ refuse: true, refused: 0 });
    await expect(send()).rejects.toMatchObject({ responseCode: 451 });
    expect((await stage.control("/mail")).at("refused")).toBe(1);
    expect((await stage.control("/mails")).at("mails")).toEqual([]);
    await stage.control("/mail", { refuse: false });
    await send();
    expect((await stage.control("/mails")).at("mails.length")).toBe(1);
  });

  it("shows text with links and HTML in a frame that runs nothing", async () => {
    await send({ html: '<script>alert(1)</script><a href="http://localhost:3000/x">"Masuk"</a>' });
    const id = (await stage.control("/wait/mail")).id("id");
    const list = await (await fetch(`${stage.sandbox.url}/mail`)).text();
    expect(list).toContain(`<a href="/mail/${id}">Kode masuk Anda – 123456</a>`);
    const page = await (await fetch(`${stage.sandbox.url}/mail/${id}`)).text();
    expect(page).toContain('<a href="http://localhost:3000/masuk?t=abc&amp;x=1" target="_blank" rel="noreferrer">');
    expect(page).toContain("Kode: 123456");
    expect(page).toMatch(/sandbox="allow-popups allow-popups-to-escape-sandbox"\s+srcdoc="&lt;base/);
    expect(page).not.toContain("<script>");
    expect((await fetch(`${stage.sandbox.url}/mail/nothing`)).status).toBe(404);
  });
});
