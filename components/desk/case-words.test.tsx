import { expect, test } from "vitest";
import { reasonsFor } from "@/lib/domain/case-deeds";
import { needs } from "@/lib/domain/needs";
import { verdictTypes } from "@/lib/domain/sections";
import { snoozeChoices } from "@/lib/domain/snooze-times";
import en from "../../messages/en.json";
import id from "../../messages/id.json";
import { ReturnedWords } from "../kyb/returned-words";
import { correctable, page, refused, rendered } from "../kyb/status.fixture";
import { Timeline, type TimelineEntry } from "./timeline";

const at = new Date("2026-11-21T09:00:00Z");
const plain = (html: string) => html.replace(/<[^>]+>/g, "\n").replace(/\n+/g, "\n");
const line = (entry: TimelineEntry, locale: "id" | "en" = "id", unseen: string[] = []) =>
  plain(rendered(<Timeline entries={[entry]} unseen={unseen} />, { locale }));

const comment = {
  kind: "comment",
  id: "c1",
  at,
  authorId: "u1",
  authorName: "Rani",
  body: "@Budi lihat\nKTP",
} as const;
const mail = { kind: "mail", id: "m1", at, mail: "returned", state: "sent", receiverName: "Sari" } as const;

test("the history tells comments and mails beside everything else", () => {
  expect(line(comment)).toContain("Rani\n@Budi lihat\nKTP");
  expect(line(comment)).not.toContain("menyebut Anda");
  expect(line(comment, "id", ["c1"])).toContain("menyebut Anda");
  expect(line(mail)).toContain("Email: yang perlu diperbaiki, dari tim\nDikirim ke Sari");
  expect(line({ ...mail, state: "skipped" }, "en")).toContain("Not sent to Sari, because it was no longer true");
  // A kind of a newer version is shown as it is.
  expect(line({ ...mail, mail: "birthday" })).toContain("birthday");
});

test("a deed tells to whom a case was given and until when it is put aside", () => {
  const deed = { kind: "deed", id: "d1", at, actorKind: "staff", actorName: "Rani" } as const;
  expect(line({ ...deed, action: "case.assigned", detail: { assignee: "Budi" } })).toContain("Budi");
  const snoozed = { ...deed, action: "case.snoozed", detail: { until: "2026-11-22T02:00:00.000Z" } };
  expect(line(snoozed)).toMatch(/sampai 22 Nov.*09\.00 WIB/);
});

const returned = {
  type: "BUSINESS_BANK" as const,
  reasons: ["ACCOUNT_NOT_FOUND" as const],
  note: "Salin dari buku tabungan.",
  returnedAt: at,
};

test("the merchant reads the words of the staff above DOKU's, on the section that is refused", () => {
  const entities = [refused("BUSINESS_BANK", "OTHER", "Nama beda")];
  const shown = page({ entities, open: correctable("BUSINESS_BANK"), returned: [returned] }, { locale: "id" });
  const order = ["Dari Logipay", "Salin dari buku tabungan.", "Nama beda"].map((words) => shown.indexOf(words));
  expect(order).not.toContain(-1);
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect(page({ entities, open: correctable("BUSINESS_BANK") }, { locale: "id" })).not.toContain("Dari Logipay");
});

test.each(["id", "en"] as const)("every reason that staff can give has words for its section (%s)", (locale) => {
  for (const type of verdictTypes) {
    const reasons = reasonsFor(type);
    expect(reasons.at(-1)).toBe("OTHER");
    const shown = plain(
      rendered(<ReturnedWords returned={{ ...returned, type, reasons }} partnerName="Logipay" />, { locale }),
    );
    expect(shown).not.toMatch(/undefined|reasons\.|\{subject/);
  }
});

test("what the page looks up by a key of the data is there", () => {
  for (const { desk } of [id, en]) {
    expect(Object.keys(desk.case.need).sort()).toEqual([...needs].sort());
    for (const choice of snoozeChoices) expect(desk.case.parts).toHaveProperty(`snoozeFor_${choice}`);
  }
});
