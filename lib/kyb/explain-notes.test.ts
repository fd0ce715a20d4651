import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { countUnmappedNotes, listUnknownNotes } from "@/db/queries/reasons";
import { insertPerson } from "@/db/queries/users";
import { noteReasons } from "@/db/schema";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { reasons as sandboxReasons, suspensionNotes } from "@/sandbox/kyb/notes";
import { emailIndex } from "../crypto/tokens";
import { mapReasonSchema } from "../domain/case-deeds";
import { isReasonCode, reasons } from "../domain/reasons";
import { nearestReason } from "../domain/reasons/nearest-reason";
import type { CallbackType, RejectNote } from "../domain/sections";
import { startJobs, stopWorkers } from "../jobs/queue";
import { explainEntities, explainNotes, flagUnknownNotes, noteFingerprint } from "./explain-notes";
import { mapReason } from "./map-reason";

let database: Database;
let staffId: string;
beforeAll(async () => {
  database = await openTestDatabase();
  await startJobs();
  const email = "rani@partner.example";
  staffId = await insertPerson(database.db, { role: "staff", email, emailIndex: emailIndex(email), name: "Rani" });
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
});
beforeEach(async () => {
  await database.db.delete(noteReasons);
});

const note = (message: string, code: string | null = null, field: string | null = null) => ({ code, field, message });
const flag = (...notes: RejectNote[]) =>
  database.db.transaction((tx) =>
    flagUnknownNotes(
      tx,
      notes.map((one) => ({ type: "BUSINESS_CONTACT" as const, note: one })),
    ),
  );
const staff = () => ({ kind: "staff" as const, userId: staffId });

describe("the sandbox's notes", () => {
  const sent = [...sandboxReasons, ...suspensionNotes].map(({ code, field, message }) => note(message, code, field));
  const typesOf = (code: string): readonly CallbackType[] => {
    if (!isReasonCode(code)) throw new Error(`the catalogue lacks ${code}`);
    return reasons[code].types.length > 0 ? reasons[code].types : ["BUSINESS"];
  };

  test.each(sent)("$code by its code, however it is written", ({ code, message, field }) => {
    for (const written of [code, ` ${code?.toLowerCase()} `, code?.replaceAll("_", "-") ?? null]) {
      expect(nearestReason(note(message, written, field), "BUSINESS")).toEqual({ code, certain: true });
    }
  });

  test.each(sent)("$code by its words alone, with and without the field", ({ code, message, field }) => {
    for (const type of typesOf(code ?? "")) {
      expect(nearestReason(note(message), type)).toEqual({ code, certain: true });
      expect(nearestReason(note(message, null, field), type)).toEqual({ code, certain: true });
    }
  });

  test("none of them waits for staff", async () => {
    await flag(...sent);
    expect(await countUnmappedNotes(database.db)).toBe(0);
  });
});

describe("an explained note", () => {
  const explain = async (type: CallbackType, one: RejectNote, state: "rejected" | "suspended" = "rejected") => {
    const [first] = await explainEntities(database.db, [
      { type, entityId: "E-1", name: "Ibu Tini", state, notes: [one] },
    ]);
    return first;
  };

  test("carries its entity, its entry and its class", async () => {
    expect(await explain("BUSINESS_CONTACT", note("Foto KTP buram", "PHOTO_BLURRED", "document"))).toEqual({
      type: "BUSINESS_CONTACT",
      entityId: "E-1",
      name: "Ibu Tini",
      note: note("Foto KTP buram", "PHOTO_BLURRED", "document"),
      code: "PHOTO_BLURRED",
      certain: true,
      mapped: false,
      class: "fix_now",
      laterAt: null,
      subject: "card",
    });
  });

  test("is about the selfie when its field or its words say so", async () => {
    const blurred = note("Buram sekali", "PHOTO_BLURRED", "contacts[0].owner_liveness");
    expect(await explain("BUSINESS_CONTACT", blurred)).toMatchObject({ code: "PHOTO_BLURRED", subject: "selfie" });
    expect(await explain("BUSINESS_CONTACT", note("Swafoto buram"))).toMatchObject({ subject: "selfie" });
  });

  test("with a date waits until then", async () => {
    const later = note("Silakan ajukan kembali setelah 12 Desember 2026");
    expect(await explain("BUSINESS", later)).toMatchObject({
      code: "REAPPLY_LATER",
      class: "fix_later",
      laterAt: new Date("2026-12-12T00:00:00+07:00"),
    });
    expect(
      await explain("BUSINESS_CONTACT", note("KITAS berakhir 12 Desember 2025", "DOCUMENT_EXPIRED")),
    ).toMatchObject({
      class: "fix_now",
      laterAt: null,
    });
  });

  test("is final where nothing can be corrected: while suspended, and for payment methods", async () => {
    expect(await explain("BRAND", note("Dokumen tidak terbaca"), "suspended")).toMatchObject({ class: "final" });
    expect(await explain("BRAND_PRODUCT", note("???"))).toMatchObject({ code: "OTHER", class: "final" });
    expect(await explain("BRAND", note("???"))).toMatchObject({ code: "OTHER", certain: false, class: "fix_now" });
  });

  test("without an entity is explained too, and no notes are no answer", async () => {
    const pair = { type: "BUSINESS_BANK" as const, note: note("Nama rekening berbeda") };
    expect(await explainNotes(database.db, [pair])).toMatchObject([{ entityId: null, code: "ACCOUNT_NAME_DIFFERS" }]);
    expect(await explainNotes(database.db, [])).toEqual([]);
  });
});

describe("notes that the catalogue does not know", () => {
  test("are kept once however their numbers, capitals and stops differ, and counted", async () => {
    await flag(note("Berkas 12 bermasalah."), note("berkas 7  BERMASALAH"));
    await flag(note("Berkas 3171-99 bermasalah!"), note("Foto KTP buram"));
    const [row, ...others] = await listUnknownNotes(database.db);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ type: "BUSINESS_CONTACT", seen: 2, reason: null, mappedBy: null });
    expect(row?.sample).toMatch(/bermasalah/i);
    expect(await countUnmappedNotes(database.db)).toBe(1);
  });

  test("are kept without anybody's numbers, for the sample stands for every merchant", async () => {
    await flag(note("Pemilik 3372015708900001 sudah terdaftar"));
    expect(await listUnknownNotes(database.db)).toMatchObject([
      { sample: "Pemilik •••• •••• •••• 0001 sudah terdaftar" },
    ]);
  });

  test("are kept apart by section and by DOKU's code", () => {
    const prints = [
      noteFingerprint("BUSINESS", note("Ditolak")),
      noteFingerprint("BRAND", note("Ditolak")),
      noteFingerprint("BUSINESS", note("Ditolak", "R01")),
      noteFingerprint("BUSINESS", note("Ditolak", "R02")),
    ];
    expect(new Set(prints).size).toBe(4);
    expect(noteFingerprint("BUSINESS", note(" ditolak! ", "r01 "))).toBe(prints[2]);
  });

  test("keep no words in clear and stop nothing, whatever they hold", async () => {
    await flag(note("\u0000\ud800 rahasia 3171", "X\u0000Y".repeat(100)), note(""));
    const { rows } = await database.executeSql("select * from note_reasons");
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain("rahasia");
  });

  test("two at once in another order do not block each other", async () => {
    const one = note("Perihal pertama");
    const other = note("Perihal kedua");
    await Promise.all([flag(one, other), flag(other, one)]);
    expect((await listUnknownNotes(database.db)).map(({ seen }) => seen)).toEqual([2, 2]);
  });
});

describe("staff's mapping", () => {
  const odd = note("Perlu pas foto 3x4", "Z9");

  test("counts for every such note from then on, and can be taken back", async () => {
    await flag(odd, note("Perihal lain"));
    const fingerprint = noteFingerprint("BUSINESS_CONTACT", odd);
    await mapReason({ actor: staff(), input: { fingerprint, reason: "SELFIE_UNCLEAR" } });

    const like = { type: "BUSINESS_CONTACT" as const, note: note("perlu pas foto 4x6", "z9") };
    expect(await explainNotes(database.db, [like])).toMatchObject([
      { code: "SELFIE_UNCLEAR", certain: true, mapped: true, class: "fix_now" },
    ]);
    expect(await countUnmappedNotes(database.db)).toBe(1);
    expect((await listUnknownNotes(database.db)).map(({ reason }) => reason)).toEqual([null, "SELFIE_UNCLEAR"]);

    await flag(odd);
    expect((await listUnknownNotes(database.db))[1]).toMatchObject({
      seen: 2,
      reason: "SELFIE_UNCLEAR",
      mappedBy: staffId,
    });

    await mapReason({ actor: staff(), input: { fingerprint, reason: null } });
    expect(await explainNotes(database.db, [like])).toMatchObject([{ mapped: false }]);
    expect(await countUnmappedNotes(database.db)).toBe(2);
  });

  test("of a note that nobody has is not found", async () => {
    const input = { fingerprint: "x", reason: "OTHER" as const };
    await expect(mapReason({ actor: staff(), input })).rejects.toMatchObject({ code: "not_found" });
  });

  test("to an entry that the catalogue no longer has counts as none", async () => {
    await flag(odd);
    await database.executeSql("update note_reasons set reason = 'GONE'");
    const [explained] = await explainNotes(database.db, [{ type: "BUSINESS_CONTACT", note: odd }]);
    expect(explained).toMatchObject({ mapped: false });
  });

  test("comes from a form, where an empty choice takes it back", () => {
    expect(mapReasonSchema.parse({ fingerprint: "x", reason: "" })).toEqual({ fingerprint: "x", reason: null });
    expect(mapReasonSchema.safeParse({ fingerprint: "x", reason: "NOPE" }).success).toBe(false);
    expect(mapReasonSchema.safeParse({ fingerprint: "x" }).success).toBe(false);
  });
});
