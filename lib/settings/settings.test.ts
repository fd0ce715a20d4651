import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { insertStaffOnce } from "@/db/queries/invitations";
import { findPartnerSettings, savePartnerSettings } from "@/db/queries/partner";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import { dokuAccountSchema } from "../domain/doku-settings";
import { contactFormSchema, lookFormSchema, workFormSchema } from "../domain/settings-form";
import { AppError } from "../errors";
import { mailLook, partner } from "../partner";
import { readBytes, storage } from "../storage/storage";
import { sessionOf } from "../testing/staff";
import { removeLogo, saveLogo } from "./save-logo";
import { saveSettings } from "./save-settings";

let opened: Database;
let actor: StaffActor;
/** Who has proved nothing again. */
let sessionId: string;

beforeAll(async () => {
  opened = await openTestDatabase();
  const email = "rina@partner.test";
  const row = { email, emailIndex: emailIndex(email), name: "Rina", staffRole: "admin" } as const;
  actor = { kind: "staff", userId: (await insertStaffOnce(opened.db, row)) ?? "" };
  sessionId = await sessionOf(actor, { isConfirmed: false });
});
afterAll(closeTestDatabase);
beforeEach(async () => {
  await savePartnerSettings(opened.db, { values: {}, credentials: null });
});

const keyOf = (error: unknown) => (error instanceof AppError ? error.key : error);
const rows = async (query: string) => (await opened.executeSql(query)).rows as Record<string, unknown>[];
const lastDeed = async () => (await rows("select action, detail from audit_log order by position desc limit 1"))[0];
const picture = (side = 300) =>
  sharp({ create: { width: side * 3, height: side, channels: 4, background: { r: 200, g: 30, b: 60, alpha: 0.5 } } });

describe("settings", () => {
  it("keeps what is given, leaves the rest, and names in the audit trail what changed", async () => {
    await saveSettings({ actor, sessionId, input: { name: "Mitra Niaga", accent: "#7a1f2b" } });
    await saveSettings({ actor, sessionId, input: { supportPhone: "+6281234567890", languages: ["en"] } });
    expect(await partner()).toMatchObject({
      name: "Mitra Niaga",
      accent: "#7a1f2b",
      languages: ["en"],
      fourEyes: true,
    });
    expect(await lastDeed()).toEqual({ action: "settings.changed", detail: { changed: "languages supportPhone" } });
    const { version } = (await findPartnerSettings(opened.db)) ?? {};
    await saveSettings({ actor, sessionId, input: { name: "Mitra Niaga" } });
    expect((await findPartnerSettings(opened.db))?.version).toBe(version);
  });

  it("loses nothing when two people save different parts at once", async () => {
    await Promise.all([
      saveSettings({ actor, sessionId, input: { name: "Mitra" } }),
      saveSettings({ actor, sessionId, input: { reminderHours: [1] } }),
    ]);
    expect(await partner()).toMatchObject({ name: "Mitra", reminderHours: [1] });
  });

  it("takes a second person's approval away, and changes how long data is kept, only after a fresh proof", async () => {
    const days = { draftDays: 90, refusedDays: 365, warnDays: 14, fileDays: 30 };
    const work = { reminderHours: [5], fourEyes: true, autoAssign: false };
    // What does not loosen it, and what is as it was, needs none.
    await saveSettings({ actor, sessionId, input: work });
    await saveSettings({ actor, sessionId, input: days });
    const guarded = [
      { ...work, fourEyes: false },
      { ...days, draftDays: 1 },
      { ...days, refusedDays: null },
      { ...days, warnDays: 1 },
      { ...days, fileDays: null },
    ];
    for (const input of guarded) {
      await expect(saveSettings({ actor, sessionId, input }), JSON.stringify(input)).rejects.toThrow("confirmAgain");
    }
    expect(await partner()).toMatchObject({ ...days, ...work });
    const confirmed = await sessionOf(actor);
    for (const input of guarded) await saveSettings({ actor, sessionId: confirmed, input });
    expect(await partner()).toMatchObject({ fourEyes: false, fileDays: null });
    await saveSettings({ actor, sessionId, input: work });
    expect((await partner()).fourEyes).toBe(true);
  });

  it("dresses mails in the partner's name and tones, and in the portal's one language", async () => {
    await saveSettings({ actor, sessionId, input: { name: "Mitra", accent: "#7a1f2b", languages: ["en"] } });
    const { look, locale } = await mailLook("id");
    expect(locale).toBe("en");
    expect(look.partnerName).toBe("Mitra");
    expect(look.tones.light.fill).toBe("#7a1f2b");
  });
});

describe("what is typed", () => {
  const issueOf = (result: { success: boolean; error?: { issues: { message: string }[] } }) =>
    result.error?.issues[0]?.message;
  it.each([
    ["#FFFF00", /^settings\.colourLight\?nearest=%23[0-9a-f]{6}$/],
    ["red", /^settings\.colour$/],
    ["#12345", /^settings\.colour$/],
  ])("%s is no colour for text", (accent, key) => {
    expect(issueOf(lookFormSchema.safeParse({ name: "", accent }))).toMatch(key);
  });
  it("takes colours as they are pasted, and none", () => {
    expect(lookFormSchema.parse({ name: " Mitra ", accent: "7A1F2B" })).toEqual({ name: "Mitra", accent: "#7a1f2b" });
    expect(lookFormSchema.parse({ name: "", accent: "" })).toEqual({ name: "", accent: "" });
  });
  it("takes phone numbers as people write them", () => {
    const phoneOf = (supportPhone: string) =>
      contactFormSchema.safeParse({ supportEmail: "", supportPhone, languages: "en,id" }).data?.supportPhone;
    expect(["0812-3456-7890", "+62 812 3456 7890", "+65 8123 4567", "", "12"].map(phoneOf)).toEqual([
      "+6281234567890",
      "+6281234567890",
      "+6581234567",
      "",
      undefined,
    ]);
    const languagesOf = (languages: string) =>
      contactFormSchema.safeParse({ supportEmail: "", supportPhone: "", languages }).data?.languages;
    expect(["en,id", "id", "id,id", ""].map(languagesOf)).toEqual([["en", "id"], ["id"], undefined, undefined]);
  });
  it.each([
    ["72, 24 168", [24, 72, 168]],
    ["24,24", [24]],
    ["", []],
    ["0", null],
    ["9999", null],
    ["1,2,3,4,5,6", null],
    ["einen Tag", null],
  ])("%s are hours", (reminderHours, hours) => {
    expect(workFormSchema.safeParse({ reminderHours }).data?.reminderHours ?? null).toEqual(hours);
  });
  it.each([
    ["https://api.example.com/", "https://api.example.com"],
    ["http://localhost:4010", "http://localhost:4010"],
    ["http://127.0.0.1:9", "http://127.0.0.1:9"],
    ["http://api.example.com", null],
    ["https://user:pass@api.example.com", null],
    ["https://api.example.com/path", null],
    ["ftp://localhost", null],
    ["javascript:alert(1)", null],
    ["", null],
  ])("%s is an address of DOKU: %s", (address, baseUrl) => {
    const typed = { environment: "own", address, clientId: "BRN-1", secretKey: "", nextSecretKey: "", dropNext: false };
    expect(dokuAccountSchema.safeParse(typed).data?.baseUrl ?? null).toBe(baseUrl);
  });
});

describe("the logo", () => {
  it("is kept small, without metadata and with its transparency, and replaces the one before", async () => {
    const withPlace = picture().withExif({ IFD0: { Copyright: "Rahasia" } });
    await saveLogo({ actor, input: { content: await withPlace.png().toBuffer() } });
    const first = (await partner()).logo;
    const kept = await readBytes(storage(), first?.key ?? "");
    expect(await sharp(kept).metadata()).toMatchObject({ format: "png", width: 384, height: 128, hasAlpha: true });
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
    expect(kept.includes("Rahasia")).toBe(false);

    await saveLogo({ actor, input: { content: await picture().webp().toBuffer() } });
    const second = (await partner()).logo;
    expect(second?.key).not.toBe(first?.key);
    await expect(storage().get(first?.key ?? "")).rejects.toMatchObject({ code: "not_found" });
    await removeLogo({ actor });
    expect((await partner()).logo).toBeNull();
    expect(await lastDeed()).toMatchObject({ action: "settings.logo_removed" });
  });

  const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  it.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ["a drawing", () => Buffer.from(svg), "settings.logoDrawing"],
    ["a text called logo.png", () => Buffer.from("this is no picture"), "settings.logoKind"],
    ["a moving picture", () => picture().gif().toBuffer(), "settings.logoKind"],
    ["half a picture", async () => (await picture().jpeg().toBuffer()).subarray(0, 700), "settings.logoBroken"],
    ["the head of a PNG", () => Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "settings.logoBroken"],
    ["a dot", () => picture(8).png().toBuffer(), "settings.logoSmall"],
  ])("is refused when it is %s", async (_, content, key) => {
    const before = (await partner()).logo;
    expect(await saveLogo({ actor, input: { content: await content() } }).catch(keyOf)).toBe(key);
    expect((await partner()).logo).toEqual(before);
  });
});
