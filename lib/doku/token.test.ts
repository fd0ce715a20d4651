import { afterEach, describe, expect, it } from "vitest";
import { createDokuClient, type Upload } from "./client";
import { DokuError } from "./request";
import {
  clientId,
  type Reply,
  type ScriptedDoku,
  type Seen,
  secretKey,
  startScriptedDoku,
} from "./testing/scripted-doku";

const upload: Upload = {
  category: "DOCUMENT",
  code: "KTP",
  bytes: new Uint8Array([0xff, 0xd8, 0xff, 0x00]),
  fileName: "ktp.jpg",
  mediaType: "image/jpeg",
};
const uploaded = { id: "DCM-1", link: "https://short.lived/x", category: "DOCUMENT" };
const start = Date.UTC(2026, 2, 1) / 1000;

function jwt(issuedAt: number, seconds: number | null, name: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = seconds === null ? { iat: issuedAt } : { iat: issuedAt, exp: issuedAt + seconds };
  return [part({ alg: "RS256" }), part({ ...claims, name }), "signature"].join(".");
}

const open: ScriptedDoku[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((doku) => doku.close()));
});

/** A DOKU that gives numbered tokens of the given life and takes uploads as `onUpload` says. */
async function scripted(
  life: number | null,
  onUpload: (seen: Seen, index: number) => Reply = () => ({ body: uploaded }),
) {
  const clock = { now: start };
  let tokens = 0;
  let uploads = 0;
  const doku = await startScriptedDoku((seen) => {
    if (seen.target.endsWith("/token")) return { body: { token: jwt(clock.now, life, `token ${++tokens}`) } };
    return onUpload(seen, uploads++);
  });
  open.push(doku);
  const config = {
    baseUrl: doku.baseUrl,
    clientId,
    secretKey,
    timeoutMs: 20_000,
    now: () => new Date(clock.now * 1000),
  };
  const issued = () => doku.seen.filter((seen) => seen.target.endsWith("/token")).length;
  return { doku, clock, issued, client: createDokuClient(config), sameAccount: createDokuClient(config) };
}

describe("the token", () => {
  it("is asked for with a signed call, six hours long, and travels alone with the upload", async () => {
    const { doku, client } = await scripted(3600);
    expect(await client.uploadFile(upload)).toEqual({ dokuFileId: "DCM-1", category: "DOCUMENT" });
    const [token, file] = doku.seen;
    expect(token?.signed).toBe(true);
    expect(token?.body.toString()).toBe('{"grant_type":"client_credentials","valid_time":"360"}');
    expect(file?.headers.authorization).toMatch(/^Bearer \S+$/);
    for (const name of ["client-id", "request-id", "signature"]) expect(file?.headers).not.toHaveProperty(name);
    const form = file?.body.toString("latin1") ?? "";
    expect(form).toContain('name="category"\r\n\r\nDOCUMENT');
    expect(form).toContain('name="code"\r\n\r\nKTP');
    expect(form).toContain('name="file"; filename="ktp.jpg"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff\x00');
  });

  it("is kept for every client of the account, and renewed a minute before its end", async () => {
    const { client, sameAccount, clock, issued } = await scripted(3600);
    await client.uploadFile(upload);
    await sameAccount.uploadFile(upload);
    clock.now += 3600 - 61;
    await client.uploadFile(upload);
    expect(issued()).toBe(1);
    clock.now += 2;
    await client.uploadFile(upload);
    expect(issued()).toBe(2);
  });

  it("is kept for most of a short life too, and five minutes without `exp`", async () => {
    const short = await scripted(10);
    await short.client.uploadFile(upload);
    short.clock.now += 8;
    await short.client.uploadFile(upload);
    expect(short.issued()).toBe(1);
    short.clock.now += 1;
    await short.client.uploadFile(upload);
    expect(short.issued()).toBe(2);

    const unstated = await scripted(null);
    await unstated.client.uploadFile(upload);
    unstated.clock.now += 200;
    await unstated.client.uploadFile(upload);
    expect(unstated.issued()).toBe(1);
    unstated.clock.now += 100;
    await unstated.client.uploadFile(upload);
    expect(unstated.issued()).toBe(2);
  });

  it("is asked for once by many uploads at the same time", async () => {
    const { client, issued } = await scripted(3600);
    await Promise.all(Array.from({ length: 8 }, () => client.uploadFile(upload)));
    expect(issued()).toBe(1);
  });

  it("is renewed once when an upload is answered 401, and then the failure stands", async () => {
    const first = await scripted(3600, (_seen, index) => (index === 0 ? { status: 401 } : { body: uploaded }));
    await first.client.uploadFile(upload);
    expect(first.issued()).toBe(2);

    const always = await scripted(3600, () => ({ status: 401 }));
    await expect(always.client.uploadFile(upload)).rejects.toMatchObject({ kind: "auth", outcomeUnknown: false });
    expect(always.issued()).toBe(2);
  });

  it("is renewed once by many uploads that are refused at the same time", async () => {
    const { client, issued } = await scripted(3600, (seen) => {
      const claims = Buffer.from(seen.headers.authorization?.split(".")[1] ?? "", "base64url").toString();
      return claims.includes("token 1") ? { status: 401 } : { body: uploaded };
    });
    await Promise.all(Array.from({ length: 5 }, () => client.uploadFile(upload)));
    expect(issued()).toBe(2);
  });

  it("that fails is not kept", async () => {
    let fail = true;
    const doku = await startScriptedDoku((seen) => {
      if (!seen.target.endsWith("/token")) return { body: uploaded };
      return fail ? { status: 401 } : { body: { token: jwt(start, 1e9, "x") } };
    });
    open.push(doku);
    const client = createDokuClient({ baseUrl: doku.baseUrl, clientId, secretKey });
    await expect(client.uploadFile(upload)).rejects.toBeInstanceOf(DokuError);
    fail = false;
    await client.uploadFile(upload);
  });
});

describe("an upload", () => {
  it("sends a code for documents only, and takes the bytes of a blob", async () => {
    const { doku, client } = await scripted(3600, () => ({ body: { id: 7, category: { code: "LOGO" } } }));
    const blob = new Blob(["abc"], { type: "image/png" });
    const logo: Upload = { ...upload, category: "LOGO", bytes: blob, mediaType: "image/png" };
    expect(await client.uploadFile(logo)).toEqual({ dokuFileId: "7", category: "LOGO" });
    const form = doku.seen[1]?.body.toString() ?? "";
    expect(form).not.toContain('name="code"');
    expect(form).toContain("Content-Type: image/png\r\n\r\nabc");
  });

  it.each<[string, Reply, object]>([
    ["no id", { body: { link: "x" } }, { kind: "unreadable", outcomeUnknown: false }],
    ["422", { status: 422, body: { message: "file too large" } }, { kind: "rejected", messages: ["file too large"] }],
    ["503", { status: 503 }, { kind: "unavailable", retryable: true, outcomeUnknown: false }],
    ["403", { status: 403 }, { kind: "auth" }],
    ["a reset", { instead: "reset" }, { kind: "network", retryable: true, outcomeUnknown: false }],
  ])("fails typed on %s, after one try", async (_name, reply, expected) => {
    let tries = 0;
    const { client } = await scripted(3600, () => {
      tries += 1;
      return reply;
    });
    await expect(client.uploadFile(upload)).rejects.toMatchObject(expected);
    expect(tries).toBe(1);
  });
});

describe("other calls", () => {
  it("find areas in a bare or a wrapped list", async () => {
    const area = "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat";
    const replies: Reply[] = [{ body: [{ area, odd: 1 }, "x"] }, { body: { data: [{ area }] } }, { body: {} }];
    const doku = await startScriptedDoku(replies);
    open.push(doku);
    const client = createDokuClient({ baseUrl: doku.baseUrl, clientId, secretKey });
    expect(await client.searchAddress(" kali baru ")).toEqual([{ area }]);
    expect(await client.searchAddress("kali")).toEqual([{ area }]);
    await expect(client.searchAddress("kali")).rejects.toMatchObject({ kind: "unreadable" });
    expect(await client.searchAddress("  ")).toEqual([]);
    expect(doku.seen[0]?.target).toBe("/adv-core-api/partner/v1.0/address?keyword=kali+baru");
    expect(doku.seen).toHaveLength(3);
  });

  it("create a business lite, under the Request-Id that was kept", async () => {
    const doku = await startScriptedDoku([
      { body: { business: { id: "BSN-1", partner_ref_id: "r", brands: [{ id: "B" }] } } },
    ]);
    open.push(doku);
    const client = createDokuClient({ baseUrl: doku.baseUrl, clientId, secretKey });
    const contact = { name: "Tini", email: "tini@contoh.id", phone: "81234567890" };
    const invitation = {
      partnerRefId: "r",
      name: "Warung",
      contact,
      referralCode: "REF",
      invitedEmail: "tini@contoh.id",
    };
    const created = await client.sendLite({ ...client.prepareLite(invitation), requestId: "r-1" });
    expect(created).toEqual({ businessId: "BSN-1", partnerRefId: "r", brandIds: ["B"] });
    const [seen] = doku.seen;
    expect(seen).toMatchObject({ signed: true, target: "/adv-core-api/partner/v1.0/business/lite/registration" });
    expect(seen?.headers["request-id"]).toBe("r-1");
    expect(JSON.parse(seen?.body.toString() ?? "")).toEqual({
      business: {
        partner_ref_id: "r",
        name: "Warung",
        contact: { name: "Tini", email: "tini@contoh.id", phone_calling_code: "62", phone_number: "81234567890" },
      },
      referral: { code: "REF" },
      invited_user: { email: "tini@contoh.id" },
    });
  });

  it("read a business by its brand id, encoded, and not at all without one", async () => {
    const doku = await startScriptedDoku([
      { body: { id: "BSN-1" }, headers: { Date: "Sun, 01 Mar 2026 00:00:05 GMT" } },
    ]);
    open.push(doku);
    const client = createDokuClient({ baseUrl: doku.baseUrl, clientId, secretKey });
    const kind = { businessType: "CORPORATE", legalEntity: "PT", line: "MINING", nationality: "FOREIGN" } as const;
    const reading = await client.getBusiness({ businessId: "BSN-1", brandId: "BRN/1" }, kind);
    expect(reading).toMatchObject({ businessId: "BSN-1", dokuTime: new Date("2026-03-01T00:00:05Z") });
    expect(doku.seen[0]?.target).toContain("/business/BRN%2F1?businessType=CORPORATE&businessLegalEntity=PT");
    expect(doku.seen[0]?.signed).toBe(true);
    const missing = client.getBusiness({ businessId: "BSN-1", brandId: null }, kind);
    await expect(missing).rejects.toMatchObject({ kind: "rejected", status: null, fields: ["brandId"] });
  });
});
