import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { countUnknownNote, countUnmappedNotes } from "@/db/queries/reasons";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex } from "@/lib/crypto/tokens";
import { mapReasonSchema } from "@/lib/domain/case-deeds";
import { startJobs, stopWorkers } from "@/lib/jobs/queue";
import { explainNotes, flagUnknownNotes } from "@/lib/kyb/explain-notes";
import { mapReason } from "@/lib/kyb/map-reason";
import { loadReasons, savedHref } from "./load-reasons";

let opened: Database;
let userId: string;
const note = {
  type: "BUSINESS_BANK" as const,
  note: { code: "X99", field: null, message: "Pos lintang kurang terang" },
};

beforeAll(async () => {
  opened = await openTestDatabase();
  await startJobs();
  const email = "rani@partner.test";
  userId = await insertPerson(opened.db, { role: "staff", email, emailIndex: emailIndex(email), name: "Rani" });
  for (let times = 0; times < 2; times += 1) await opened.db.transaction((tx) => flagUnknownNotes(tx, [note]));
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
});

const save = (input: unknown) => mapReason({ actor: { kind: "staff", userId }, input: mapReasonSchema.parse(input) });

it("offers the entries of the note's section, and puts the note apart once one is chosen", async () => {
  const { waiting, mapped } = await loadReasons({});
  expect(mapped).toEqual([]);
  expect(waiting).toMatchObject([{ ...{ type: note.type, sample: note.note.message, seen: 2, chosen: null } }]);
  const [first] = waiting;
  expect(first?.choices).toEqual(expect.arrayContaining(["ACCOUNT_NOT_FOUND", "REAPPLY_LATER", "OTHER"]));
  expect(first?.choices).not.toContain("LINK_DEAD");
  expect(await countUnmappedNotes(opened.db)).toBe(1);

  const { fingerprint } = first ?? {};
  await save({ fingerprint, reason: "ACCOUNT_NOT_FOUND" });
  expect(await loadReasons({})).toMatchObject({
    waiting: [],
    mapped: [{ fingerprint, chosen: "ACCOUNT_NOT_FOUND", mappedByName: "Rani" }],
  });
  expect(await countUnmappedNotes(opened.db)).toBe(0);
  expect(await explainNotes(opened.db, [note])).toMatchObject([{ code: "ACCOUNT_NOT_FOUND", certain: true }]);

  // An entry of another section, chosen when the catalogue had it there, stays to be seen.
  await save({ fingerprint, reason: "LINK_DEAD" });
  expect((await loadReasons({})).mapped[0]?.choices).toContain("LINK_DEAD");
  await save({ fingerprint, reason: "" });
  expect(await loadReasons({})).toMatchObject({ waiting: [{ fingerprint, chosen: null }], mapped: [] });
});

it("says what was just kept, and nothing for an address made by hand", async () => {
  const after = async (href: string) =>
    (await loadReasons(Object.fromEntries(new URL(href, "http://x").searchParams))).saved;
  expect(await after(savedHref("LINK_DEAD"))).toBe("mapped");
  expect(await after(savedHref(null))).toBe("taken_back");
  expect(await after("/desk/reasons?saved=everything")).toBeUndefined();
});

it("shows nobody's numbers of a sample that an earlier version kept", async () => {
  const row = { fingerprint: "old", type: "BUSINESS_BANK", sample: "Rekening 1234567890 janggal" } as const;
  await countUnknownNote(opened.db, { ...row, dokuCode: null }, new Date());
  const { waiting } = await loadReasons({});
  expect(waiting.find(({ fingerprint }) => fingerprint === "old")?.sample).toBe("Rekening •••• •• 7890 janggal");
});
