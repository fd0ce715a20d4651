import { expect, test } from "vitest";
import { openEntities } from "./correction";
import { companySent, contactsWith, inputFor, personSent, refused, slots, type Working } from "./correction.fixture";
import { judgeCorrection } from "./correction-ready";
import type { Sent } from "./sent";

function judge(ids: string[], working: Working, { sent = companySent as Sent, unnamed = [] as string[] } = {}) {
  const entities = refused(ids, unnamed);
  const { sections } = judgeCorrection(inputFor(sent, openEntities(entities, []), working), entities);
  return sections.map(({ section, isSent, waits }) => [section.type, section.state, isSent, waits]);
}
const changed = (key: string) => ({ parts: { contacts: contactsWith(key, { name: "Nama Baru" }) } });
const unnamed = ["CTC-1", "CTC-2"];

test("a changed contact whom we cannot tell is not ready, and says what it waits for", () => {
  expect(judge(["CTC-1"], changed("primary"), { unnamed })).toEqual([["BUSINESS_CONTACT", "ready", false, "unclear"]]);
  expect(judge(["CTC-1"], {}, { unnamed })).toEqual([["BUSINESS_CONTACT", "unchanged", false, null]]);
  const file = { files: [{ id: "n-1", slotId: slots.selfie }] };
  expect(judge(["CTC-1", "CTC-2"], file, { unnamed })).toEqual([["BUSINESS_CONTACT", "ready", false, "unclear"]]);
});

test("a contact who can be told is ready, without the changes of one who cannot", () => {
  expect(judge(["CTC-2"], changed("c-2"), { unnamed: ["CTC-2"] })).toEqual([["BUSINESS_CONTACT", "ready", true, null]]);
  const third = { ...companySent.answers.contacts.contacts[0], key: "c-3", name: "Sari Contoh" };
  const contacts = [...companySent.answers.contacts.contacts, third] as typeof companySent.answers.contacts.contacts;
  const sent = { ...companySent, answers: { ...companySent.answers, contacts: { contacts } } };
  const both = { contacts: contacts.map((one) => ({ ...one, name: `${one.name} Baru` })) };
  const entities = refused(["CTC-1", "CTC-2"], ["CTC-2"]);
  const input = inputFor(sent, openEntities(entities, []), { parts: { contacts: both } });
  const files = [...input.files, { id: "f-ktp-3", slotId: "contact.c-3.DOCUMENT.KTP" }];
  const [only] = judgeCorrection({ ...input, files }, entities).sections;
  expect(only).toMatchObject({ isSent: true, waits: "unclear" });
  expect(only?.section.changes.map((change) => change.kind === "field" && change.contactKey)).toEqual(["primary"]);
});

test("a new name waits while the other section that has it is incomplete", () => {
  const parts = { profile: { name: "Toko Baru", phone: "12" } };
  expect(judge(["BSN-1", "BRN-1"], { parts }, { sent: personSent })).toEqual([
    ["BUSINESS", "incomplete", false, null],
    ["BRAND", "ready", false, "shared"],
  ]);
  const own = { parts: { profile: { phone: "12" }, brand: { category: "NON_RETAIL" } } };
  expect(judge(["BSN-1", "BRN-1"], own, { sent: personSent })).toEqual([
    ["BUSINESS", "incomplete", false, null],
    ["BRAND", "ready", true, null],
  ]);
});
