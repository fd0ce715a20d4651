import fc from "fast-check";
import { expect, test } from "vitest";
import type { Answers, BusinessPart } from "./business";
import { openEntities, scopeOfPart } from "./correction";
import { companySent, inputFor, personSent, refused, slots, type Working } from "./correction.fixture";
import { planCorrection } from "./correction-target";

/** Anything that a browser, an older draft or a stranger may have left in the working copy. */
const anyText = fc.constantFrom(
  "",
  " ",
  "Baru",
  "081299998888",
  "INSTAGRAM",
  "014",
  "https://contoh.id",
  "3372014101900009",
);
const anyFields = fc.dictionary(
  fc.constantFrom(
    "name",
    "email",
    "phone",
    "description",
    "street",
    "area",
    "bankId",
    "accountNumber",
    "key",
    "__proto__",
  ),
  anyText,
);
const anyContact = fc.record({ key: fc.constantFrom("primary", "c-2", "c-9"), name: anyText, phone: anyText });
const anyAccount = fc.record({ code: fc.constantFrom("INSTAGRAM", "FACEBOOK", "YOUTUBE", "X"), url: anyText });
const someIds = fc.subarray(["BSN-1", "CTC-1", "CTC-2", "ADR-1", "DOC-NIB", "BNK-1", "BRN-1", "SCM-IG", "PHP-1"]);
const slotIds = Object.values(slots);
const anyWorking: fc.Arbitrary<Working> = fc.record({
  parts: fc.record({
    profile: anyFields,
    brand: anyFields,
    address: anyFields,
    bank: anyFields,
    contacts: fc.record({ contacts: fc.array(anyContact, { maxLength: 4 }) }),
    social: fc.record({ accounts: fc.array(anyAccount, { maxLength: 4 }) }),
  }),
  slotValues: fc.dictionary(
    fc.constantFrom(...slotIds, "contact.c-9.DOCUMENT.KTP"),
    fc.dictionary(fc.constantFrom("NO_KTP", "NO_NIB", "X"), anyText),
  ),
  files: fc
    .uniqueArray(fc.constantFrom(...slotIds), { maxLength: 3 })
    .map((ids) => ids.map((slotId, index) => ({ id: `n-${index}`, slotId }))),
});

test("whatever the working copy holds, what is not open is sent as DOKU has it", () => {
  let sendings = 0;
  fc.assert(
    fc.property(someIds, anyWorking, fc.boolean(), (ids, working, isPerson) => {
      const sent = isPerson ? personSent : companySent;
      const entities = refused(ids.filter((id) => !isPerson || id !== "CTC-2"));
      const open = openEntities(entities, []);
      const found = planCorrection(inputFor(sent, open, working), entities);
      if (!found) return;
      sendings += 1;
      const { answers, files } = found.sent;
      const isOpen = (id: string) => open.some(({ entityId }) => entityId === id);
      const keys = sent.answers.contacts.contacts.map(({ key }) => key);
      const parts: BusinessPart[] = ["profile", "address", "bank", "contacts", "social"];
      for (const part of parts) {
        if (!scopeOfPart(part, open, { kind: sent.answers.kind, contactKeys: keys })) {
          expect(answers[part]).toEqual(sent.answers[part]);
        }
      }
      const isBrandOpen = isOpen("BRN-1") || (isPerson && isOpen("BSN-1"));
      if (!isBrandOpen) expect(answers.brand).toEqual(sent.answers.brand);
      expect(answers.kind).toEqual(sent.answers.kind);

      const contactOf = (from: Answers, key: string) => from.contacts.contacts.find((one) => one.key === key);
      expect(answers.contacts.contacts.map(({ key }) => key)).toEqual(keys);
      if (!isOpen("CTC-1")) expect(contactOf(answers, "primary")).toEqual(contactOf(sent.answers, "primary"));
      if (!isOpen("CTC-2")) expect(contactOf(answers, "c-2")).toEqual(contactOf(sent.answers, "c-2"));
      const facebook = (from: Answers) => from.social.accounts.filter(({ code }) => code === "FACEBOOK");
      expect(facebook(answers)).toEqual(facebook(sent.answers));

      const slotsOfOpen: Record<string, string[]> = {
        "CTC-1": [slots.ktp, slots.selfie],
        "CTC-2": [slots.otherKtp],
        "DOC-NIB": [slots.nib],
        "BNK-1": [slots.bank],
        "BRN-1": [slots.logo],
        "PHP-1": [slots.photo],
      };
      const openSlotIds = ids.flatMap((id) => slotsOfOpen[id] ?? []);
      for (const slotId of [...slotIds, "contact.c-9.DOCUMENT.KTP"]) {
        if (openSlotIds.includes(slotId)) continue;
        expect(answers.slotValues[slotId]).toEqual(sent.answers.slotValues[slotId]);
        expect(files.filter((file) => file.slotId === slotId)).toEqual(
          sent.files.filter((file) => file.slotId === slotId),
        );
      }
      expect(files).toEqual(expect.arrayContaining([{ fileId: "f-photo-2", slotId: slots.photo }]));
      for (const { type, entityId } of found.target.entities) {
        const isLinked = isPerson && ["BSN-1", "BRN-1"].includes(entityId);
        expect(isLinked || open.some((one) => one.type === type && one.entityId === entityId)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
  expect(sendings).toBeGreaterThan(50);
});
