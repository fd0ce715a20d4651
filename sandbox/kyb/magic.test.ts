import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { digestOf, verifySignature } from "@/lib/doku/signature";
import { companyMerchant, imageFile, personalMerchant } from "@/sandbox/testing/merchant";
import { clientId, type Json, type Received, secretKey } from "@/sandbox/testing/partner";
import { freshStage } from "@/sandbox/testing/stage";
import { magicEndings, magicWords, planOfTexts } from "./magic";
import { parts, reasons } from "./notes";

const stage = freshStage();
type Inbox = readonly Received[];
const types = (inbox: Inbox) => inbox.map((callback) => callback.at("type"));
const isLive = (inbox: Inbox) => types(inbox).includes("BRAND.OPERATIONAL_STATUS");
const business = (answer: Json) => stage.control(`/businesses/${answer.id("business.id")}`);

async function statusesOf(answer: Json, type: string): Promise<unknown[]> {
  const entities = (await business(answer)).at("entities") as { type: string; status: string }[];
  return entities.filter((entity) => entity.type === type).map((entity) => entity.status);
}

function signedWith(callback: Received, key: string): boolean {
  const { headers, text } = callback;
  const parts = {
    clientId,
    requestId: String(headers["request-id"]),
    timestamp: String(headers["request-timestamp"]),
    requestTarget: stage.receiver.path,
    digest: digestOf(text),
  };
  return verifySignature(parts, [key], String(headers.signature));
}

describe("verdicts", () => {
  it("Uji Cepat: live in a moment, even when the desk decides by hand", async () => {
    await stage.control("/settings", { auto: false });
    await stage.register({ name: "Warung Uji Cepat" });
    await stage.receiver.until(isLive);
  });

  it("Uji Lambat: ten times later than others", async () => {
    const answer = await stage.register({ name: "Warung Uji Lambat" });
    await stage.control(`/wait/business?id=${answer.id("business.id")}&type=BUSINESS&status=ACTIVE`);
    const slow = await business(answer);
    const tookMs = Date.parse(slow.id("entities.0.updatedAt")) - Date.parse(slow.id("createdAt"));
    // Two hours at this clock are 83 ms.
    expect(tookMs).toBeGreaterThanOrEqual(800);
  });

  it("Uji Diam: never decided by itself, but by a person", async () => {
    const silent = await stage.register({ name: "Warung Uji Diam" });
    await stage.register({ name: "Warung Biasa" });
    await stage.receiver.until(isLive);
    expect(await statusesOf(silent, "BUSINESS")).toEqual(["UPDATING"]);
    await stage.control(`/businesses/${silent.id("business.id")}/approve`, {});
    expect(await statusesOf(silent, "BRAND.OPERATIONAL_STATUS")).toEqual(["ACTIVE"]);
  });

  it("Uji Bekukan: live, then suspended with notes on BRAND", async () => {
    const answer = await stage.register({ name: "Warung Uji Bekukan" });
    const suspended = (inbox: Inbox) => inbox.filter((callback) => callback.at("status") === "SUSPENDED");
    await stage.receiver.until((inbox) => suspended(inbox).length === 2);
    const brand = suspended(stage.receiver.received).find((callback) => callback.at("type") === "BRAND");
    expect(brand?.at("reject_notes.0.code")).toBe("SUSPICIOUS_ACTIVITY");
    expect(await statusesOf(answer, "BRAND.OPERATIONAL_STATUS")).toEqual(["SUSPENDED"]);
  });

  it.each(parts.filter((part) => part.type !== "BUSINESS_DOCUMENT"))(
    "Uji Tolak $words: refuses $type",
    async (part) => {
      await stage.register({ name: `Warung Uji Cepat Uji Tolak ${part.words}` });
      const refused = (inbox: Inbox) => inbox.find((callback) => callback.at("status") === "REJECTED");
      await stage.receiver.until((inbox) => refused(inbox) !== undefined);
      const callback = refused(stage.receiver.received);
      expect(callback?.at("type")).toBe(part.type);
      expect(callback?.at("reject_notes.0.code")).toBe(part.reason);
      if (part.code) expect(callback?.at("entity_id")).toBe(part.code);
    },
  );

  it.each(parts.filter((part) => part.type === "BUSINESS_DOCUMENT"))(
    "Uji Tolak $words: refuses a document",
    async (part) => {
      const name = `PT Uji Tolak ${part.words}`;
      const body = await companyMerchant(stage.partner, { name, callbackUrl: stage.receiver.url });
      const answer = await stage.partner.post("/business", body);
      const id = answer.id("business.id");
      await stage.control(`/wait/business?id=${id}&type=BUSINESS_BANK&status=ACTIVE`);
      const entities = (await business(answer)).at("entities") as { type: string; name: string; status: string }[];
      const documents = entities.filter((entity) => entity.type === "BUSINESS_DOCUMENT");
      const refused = documents.filter((entity) => entity.status === "REJECTED").map((entity) => entity.name);
      expect(refused).toEqual(part.code ? [part.code] : documents.map((entity) => entity.name));
    },
  );

  it.each(reasons)("Uji Tolak Pemilik $words: gives the reason $code", (reason) => {
    const plan = planOfTexts([`Warung Uji Tolak Pemilik ${reason.words}`]);
    expect(plan.refusals).toMatchObject([{ part: { type: "BUSINESS_CONTACT" }, reason: reason.code, always: false }]);
  });

  it("Uji Tolak: approves a correction; Uji Tolak Terus: refuses it again", async () => {
    const correct = async (answer: Json) => {
      const id = answer.id("business.id");
      await stage.control(`/wait/business?id=${id}&type=BUSINESS_ADDRESS&status=REJECTED`);
      const addresses = (await business(answer)).at("data.addresses") as { entity_id: string }[];
      const sent = { addresses: [{ id: addresses[0]?.entity_id, name: "Jalan Melati 2" }] };
      expect((await stage.partner.put(`/business/${id}`, { business: sent })).status).toBe(200);
      return id;
    };
    const once = await correct(await stage.register({ name: "Warung Uji Tolak Alamat" }));
    const always = await correct(await stage.register({ name: "Warung Uji Tolak Terus Alamat" }));
    expect((await stage.control(`/wait/business?id=${once}&type=BUSINESS_ADDRESS&status=ACTIVE`)).status).toBe(200);
    expect((await stage.control(`/wait/business?id=${always}&type=BUSINESS_ADDRESS&status=REJECTED`)).status).toBe(200);
  });
});

describe("endings", () => {
  it.each(magicEndings)("$of ending in $ending: $phrase", async ({ of, ending, phrase }) => {
    const number = of === "NIK" ? { nik: `337201410190${ending}` } : { account: `880012${ending}` };
    const answer = await stage.register(number);
    expect(answer.status).toBe(200);
    const plan = planOfTexts([phrase]);
    const [refusal] = plan.refusals;
    if (refusal) {
      await stage.receiver.until((inbox) => inbox.some((callback) => callback.at("status") === "REJECTED"));
      const callback = stage.receiver.received.find((entry) => entry.at("status") === "REJECTED");
      expect(callback?.at("type")).toBe(refusal.part.type);
      expect(callback?.at("reject_notes.0.code")).toBe(refusal.reason);
    } else if (plan.delivery === "lose") {
      await stage.control(`/wait/business?id=${answer.id("business.id")}&status=ACTIVE`);
      expect(stage.receiver.received).toEqual([]);
    } else {
      const last = plan.suspend ? "SUSPENDED" : "ACTIVE";
      const query = `id=${answer.id("business.id")}&type=BRAND.OPERATIONAL_STATUS&status=${last}`;
      expect((await stage.control(`/wait/business?${query}`)).status).toBe(200);
    }
  });
});

describe("deliveries", () => {
  it("Uji Terlambat: decided, told only later, with the old time", async () => {
    const answer = await stage.register({ name: "Warung Uji Cepat Uji Terlambat" });
    await stage.control(`/wait/business?id=${answer.id("business.id")}&type=BUSINESS&status=ACTIVE`);
    await stage.receiver.until((inbox) => inbox.length > 0);
    const [first] = stage.receiver.received;
    const ageMs = Date.now() - Date.parse(String(first?.at("updated_at")));
    expect(ageMs).toBeGreaterThanOrEqual(450);
  });

  it("Uji Ganda: the same bytes under the same Request-Id twice", async () => {
    await stage.register({ name: "Warung Uji Cepat Uji Ganda" });
    await stage.receiver.until((inbox) => types(inbox).filter((type) => type === "BUSINESS").length === 2);
    const [first, second] = stage.receiver.received.filter((callback) => callback.at("type") === "BUSINESS");
    expect(second?.text).toBe(first?.text);
    expect(second?.headers["request-id"]).toBe(first?.headers["request-id"]);
  });

  it("Uji Acak: the newer state first, the older one after it", async () => {
    await stage.register({ name: "Warung Uji Cepat Uji Acak" });
    const own = (inbox: Inbox) => inbox.filter((callback) => callback.at("type") === "BUSINESS");
    await stage.receiver.until((inbox) => own(inbox).length === 2);
    const [first, second] = own(stage.receiver.received);
    expect([first?.at("status"), second?.at("status")]).toEqual(["ACTIVE", "UPDATING"]);
    expect(String(second?.at("updated_at")) < String(first?.at("updated_at"))).toBe(true);
  });

  it("Uji Hilang: nothing is sent, but everything is decided", async () => {
    const answer = await stage.register({ name: "Warung Uji Cepat Uji Hilang" });
    const id = answer.id("business.id");
    await stage.control(`/wait/business?id=${id}&status=ACTIVE`);
    expect(stage.receiver.received).toEqual([]);
    expect((await stage.control(`/deliveries?businessId=${id}`)).at("deliveries.0.state")).toBe("lost");
  });
});

describe("shapes", () => {
  async function first(words: string): Promise<Received | undefined> {
    await stage.register({ name: `Warung Uji Cepat Uji Tolak Usaha Uji ${words}` });
    await stage.receiver.until((inbox) => inbox.length > 0);
    return stage.receiver.received[0];
  }

  it("Uji Tanpa Waktu", async () => {
    const callback = await first("Tanpa Waktu");
    expect(callback?.at("updated_at")).toBeUndefined();
    expect(callback?.at("status")).toBe("REJECTED");
  });

  it("Uji Id Bersarang", async () => {
    const callback = await first("Id Bersarang");
    expect(callback?.at("callback_type")).toBe("BUSINESS");
    expect(callback?.at("business.id")).toBe(callback?.at("id"));
    expect(callback?.at("brand.id")).toMatch(/^BRN-/);
    expect(callback?.at("data.status")).toBe("REJECTED");
    expect(callback?.at("timestamp")).toEqual(expect.any(String));
  });

  it("Uji Catatan Teks", async () => {
    const callback = await first("Catatan Teks");
    expect(callback?.at("reject_notes")).toBeUndefined();
    expect(callback?.at("rejection_reason")).toBe("Data yang diisi berbeda dengan dokumen");
  });

  it("Uji Jenis Asing", async () => {
    expect((await first("Jenis Asing"))?.at("type")).toBe("BUSINESS_V2");
  });

  it("Uji Status Asing", async () => {
    expect((await first("Status Asing"))?.at("status")).toBe("ON_HOLD");
  });

  it("Uji Tanpa Id", async () => {
    const callback = await first("Tanpa Id");
    expect(callback?.at("entity_id")).toBeUndefined();
    expect(callback?.at("business_id")).toMatch(/^BSN-/);
  });
});

describe("signatures", () => {
  async function first(words: string): Promise<Received> {
    await stage.register({ name: `Warung Uji Cepat Uji ${words}` });
    await stage.receiver.until((inbox) => inbox.length > 0);
    const [callback] = stage.receiver.received;
    if (!callback) throw new Error("nothing came");
    return callback;
  }

  it("Uji Tanda Salah: a key that nobody has", async () => {
    const callback = await first("Tanda Salah");
    expect(callback.headers.signature).toMatch(/^HMACSHA256=/);
    expect(signedWith(callback, secretKey)).toBe(false);
  });

  it("Uji Tanpa Tanda: no signature", async () => {
    expect((await first("Tanpa Tanda")).headers.signature).toBeUndefined();
  });

  it("Uji Kunci Lama: the expired secret", async () => {
    const callback = await first("Kunci Lama");
    expect(signedWith(callback, secretKey)).toBe(false);
    expect(signedWith(callback, `${secretKey}-expired`)).toBe(true);
  });
});

describe("registrations in trouble", () => {
  /** Sends one registration again and again under one Request-Id; answers what came each time. */
  async function tries(words: string, count: number) {
    const name = `Warung Uji ${words}`;
    const body = await personalMerchant(stage.partner, { name, callbackUrl: stage.receiver.url });
    const requestId = randomUUID();
    const statuses: (number | "nothing")[] = [];
    let last: Json | null = null;
    for (let index = 0; index < count; index += 1) {
      last = await stage.partner.post("/business", body, { requestId }).catch(() => null);
      statuses.push(last?.status ?? "nothing");
    }
    const known = (await stage.control("/businesses")).at("businesses.length");
    return { statuses, last, known, body };
  }

  it.each([
    ["Macet Sebelum", ["nothing", 200, 409]],
    ["Macet Sesudah", ["nothing", 409, 409]],
    ["Putus Sebelum", ["nothing", 200, 409]],
    ["Putus Sesudah", ["nothing", 409, 409]],
    ["Gangguan", [503, 503, 200]],
    ["Padat", [429, 429, 200]],
  ])("Uji %s: %j, and one business in the end", async (words, expected) => {
    const { statuses, last, known } = await tries(words, 3);
    expect(statuses).toEqual(expected);
    expect(last?.at("business.id")).toMatch(/^BSN-/);
    expect(known).toBe(1);
  });

  it("Uji Padat: says when to come back", async () => {
    const { last } = await tries("Padat", 1);
    expect(last?.headers.get("retry-after")).toBe("1");
  });

  it("Uji Berkas Hilang: the first time every file is unknown", async () => {
    const { statuses, body } = await tries("Berkas Hilang", 1);
    expect(statuses).toEqual([422]);
    expect((await stage.partner.post("/business", body)).status).toBe(200);
  });

  it("Uji Isian Salah: names a field every time", async () => {
    const { statuses, last } = await tries("Isian Salah", 3);
    expect(statuses).toEqual([422, 422, 422]);
    expect(last?.at("message.0")).toContain("business.email");
  });

  it("Uji Tidak Berizin: 403 every time", async () => {
    expect((await tries("Tidak Berizin", 2)).statuses).toEqual([403, 403]);
  });

  it("Uji Unggah Lambat: later uploads take their time", async () => {
    await stage.register({ name: "Warung Uji Unggah Lambat" });
    const token = await stage.partner.token();
    const startedAt = Date.now();
    expect((await stage.partner.upload(token, "LOGO", await imageFile())).status).toBe(200);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(290);
  });
});

describe("the words", () => {
  it("do nothing without Uji before them, and several work together", () => {
    expect(planOfTexts(["Laundry Cepat", "Tolak Angin Padat"])).toMatchObject({
      pace: "normal",
      refusals: [],
      trouble: null,
    });
    const plan = planOfTexts(["PT UJI-CEPAT, uji Tanpa  Waktu (Uji Tolak NIB)"]);
    expect(plan).toMatchObject({ pace: "fast", shape: "no_time", refusals: [{ reason: "DATA_MISMATCH" }] });
  });

  it("are all in the documentation and under test", () => {
    // The formatter pads the cells of tables.
    const docs = readFileSync("docs/sandbox.md", "utf8").toLowerCase().replace(/ +/g, " ");
    const tests = readFileSync("sandbox/kyb/magic.test.ts", "utf8").toLowerCase();
    for (const { words, says } of magicWords) {
      expect(docs).toContain(`| \`uji ${words}\` | ${says.toLowerCase()}`);
      expect(tests).toContain(words);
    }
    for (const { of, ending, phrase } of magicEndings) {
      expect(docs).toContain(`| ${of.toLowerCase()} | \`…${ending}\` | \`${phrase}\` |`);
    }
    for (const { words, type } of parts) expect(docs).toContain(`| \`${words}\` | ${type.toLowerCase()}`);
    for (const { words, message } of reasons) expect(docs).toContain(`| \`${words}\` | ${message.toLowerCase()} |`);
  });
});
