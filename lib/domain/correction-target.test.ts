import { describe, expect, test } from "vitest";
import { openEntities } from "./correction";
import {
  companySent,
  contactsWith,
  entitiesWith,
  inputFor,
  personSent,
  refused,
  slots,
  type Working,
} from "./correction.fixture";
import { planCorrection } from "./correction-target";
import type { Sent } from "./sent";

function plan(ids: string[], working: Working = {}, { sent = companySent as Sent, unnamed = [] as string[] } = {}) {
  const entities = refused(ids, unnamed);
  return planCorrection(inputFor(sent, openEntities(entities, []), working), entities);
}
function planned(...given: Parameters<typeof plan>) {
  const found = plan(...given);
  if (!found) throw new Error("nothing is sent");
  return found;
}
const { accounts } = companySent.answers.social;
const without = (code: string) => accounts.filter((account) => account.code !== code);
const nothing = {
  ids: { address: null, bank: null, contacts: {}, socialMedia: {} },
  replaces: {},
  newFileIds: [],
  socialCodes: [],
};

describe("a correction of one section", () => {
  test("sends nothing when nothing was changed, or what was changed is incomplete", () => {
    expect(plan(["BNK-1", "DOC-NIB"])).toBeNull();
    expect(plan(["BNK-1"], { parts: { bank: { accountNumber: "" } } })).toBeNull();
    expect(plan([], { parts: { bank: { accountName: "Lain" } } })).toBeNull();
  });

  test.each([
    ["BSN-1", "BUSINESS", "profile", { name: "Toko Baru" }, {}],
    ["ADR-1", "BUSINESS_ADDRESS", "address", { street: "Jalan Mawar 2" }, { address: "ADR-1" }],
    ["BNK-1", "BUSINESS_BANK", "bank", { accountName: "Tini Contoh" }, { bank: "BNK-1" }],
    ["BRN-1", "BRAND", "brand", { description: "Kedai kopi dan roti" }, {}],
  ] as const)("%s: one part, under DOKU's id", (entityId, type, part, change, ids) => {
    const { sent, target } = planned([entityId], { parts: { [part]: change } });
    expect(target).toEqual({
      ...{ cause: "correction", types: [type], entities: [{ type, entityId, effect: "review" }] },
      ...nothing,
      ids: { ...nothing.ids, ...ids },
    });
    expect(sent).toEqual({
      files: companySent.files,
      answers: { ...companySent.answers, [part]: { ...companySent.answers[part], ...change } },
    });
  });

  test("a contact: that one alone, with a new file in the place of the old one", () => {
    const working = {
      parts: { contacts: contactsWith("c-2", { name: "Budi Baru" }) },
      files: [{ id: "n-1", slotId: slots.otherKtp }],
    };
    const { sent, target } = planned(["CTC-1", "CTC-2"], working);
    expect(target).toEqual({
      ...nothing,
      cause: "correction",
      types: ["BUSINESS_CONTACT"],
      entities: [{ type: "BUSINESS_CONTACT", entityId: "CTC-2", effect: "review" }],
      ids: { ...nothing.ids, contacts: { "c-2": "CTC-2" } },
      newFileIds: ["n-1"],
    });
    expect(sent.answers.contacts).toEqual(contactsWith("c-2", { name: "Budi Baru" }));
    expect(sent.files.filter(({ slotId }) => slotId === slots.otherKtp)).toEqual([
      { fileId: "n-1", slotId: slots.otherKtp },
    ]);
    expect(sent.files).toHaveLength(companySent.files.length);
  });

  test("a contact whose card number alone was changed", () => {
    const value = { NO_KTP: "3372014101900002" };
    const { sent, target } = planned(["CTC-1"], { slotValues: { [slots.ktp]: value } });
    expect(target.ids.contacts).toEqual({ primary: "CTC-1" });
    expect(target.newFileIds).toEqual([]);
    expect(sent.answers.slotValues).toEqual({ ...companySent.answers.slotValues, [slots.ktp]: value });
  });

  test("a brand with a new logo, which takes the place of what was there", () => {
    const logo = { fileId: "f-logo", slotId: slots.logo };
    const sent = { ...companySent, files: [...companySent.files, logo] };
    const corrected = planned(["BRN-1"], { files: [{ id: "n-1", slotId: slots.logo }] }, { sent });
    expect(corrected.target).toEqual({
      ...nothing,
      cause: "correction",
      types: ["BRAND"],
      entities: [{ type: "BRAND", entityId: "BRN-1", effect: "review" }],
      newFileIds: ["n-1"],
    });
    expect(corrected.sent.files.filter(({ slotId }) => slotId === slots.logo)).toEqual([
      { fileId: "n-1", slotId: slots.logo },
    ]);
  });

  test("a document: the new file takes the refused one's place, others stay", () => {
    const { sent, target } = planned(["DOC-NIB", "DOC-AKTA"], { files: [{ id: "n-1", slotId: slots.akta }] });
    expect(target).toEqual({
      ...nothing,
      cause: "correction",
      types: ["BUSINESS_DOCUMENT"],
      entities: [{ type: "BUSINESS_DOCUMENT", entityId: "DOC-AKTA", effect: "review" }],
      replaces: { "n-1": "DOC-AKTA" },
      newFileIds: ["n-1"],
    });
    expect(sent.files).not.toContainEqual({ fileId: "f-akta", slotId: slots.akta });
    expect(sent.files).toContainEqual({ fileId: "f-nib", slotId: slots.nib });
  });

  test("a document whose typed number alone was changed goes with the file that DOKU has", () => {
    const { sent, target } = planned(["DOC-NIB"], { slotValues: { [slots.nib]: { NO_NIB: "9876543210123" } } });
    expect(target).toMatchObject({ replaces: { "f-nib": "DOC-NIB" }, newFileIds: ["f-nib"] });
    expect(target.entities).toEqual([{ type: "BUSINESS_DOCUMENT", entityId: "DOC-NIB", effect: "review" }]);
    expect(sent.files).toEqual(companySent.files);
    expect(sent.answers.slotValues[slots.nib]).toEqual({ NO_NIB: "9876543210123" });
  });

  test("photos: new ones take the places of refused ones, refused ones left over are dropped, approved ones stay", () => {
    const one = [{ id: "n-1", slotId: slots.photo }];
    const fewer = planned(["PHP-1", "PHP-3"], { files: one });
    expect(fewer.target).toMatchObject({
      entities: [
        { entityId: "PHP-1", effect: "review" },
        { entityId: "PHP-3", effect: "drop" },
      ],
      replaces: { "n-1": "PHP-1" },
      newFileIds: ["n-1"],
    });
    const photos = fewer.sent.files.filter(({ slotId }) => slotId === slots.photo).map(({ fileId }) => fileId);
    expect(photos).toEqual(["f-photo-2", "n-1"]);

    const more = planned(["PHP-2"], { files: [...one, { id: "n-2", slotId: slots.photo }] });
    expect(more.target).toMatchObject({
      entities: [{ entityId: "PHP-2", effect: "review" }],
      replaces: { "n-1": "PHP-2" },
      newFileIds: ["n-1", "n-2"],
    });
  });
});

describe("a correction of social media", () => {
  const url = "https://instagram.com/baru";

  test("sends every refused link, the unchanged ones too: one that is left out would be taken away", () => {
    const list = [...without("INSTAGRAM"), { code: "INSTAGRAM", url }];
    const { target, sent } = planned(["SCM-IG", "SCM-TT"], { parts: { social: { accounts: list } } });
    expect(target.socialCodes.sort()).toEqual(["INSTAGRAM", "TIKTOK"]);
    expect(target.ids.socialMedia).toEqual({ INSTAGRAM: "SCM-IG", TIKTOK: "SCM-TT" });
    expect(target.entities.map(({ entityId, effect }) => [entityId, effect])).toEqual([
      ["SCM-IG", "review"],
      ["SCM-TT", "review"],
    ]);
    expect(sent.answers.social.accounts).toContainEqual({ code: "INSTAGRAM", url });
  });

  test("drops what was taken away, and keeps what is approved", () => {
    const { target, sent } = planned(["SCM-IG"], { parts: { social: { accounts: [] } } });
    expect(target).toMatchObject({ entities: [{ entityId: "SCM-IG", effect: "drop" }], socialCodes: [] });
    expect(target.ids.socialMedia).toEqual({});
    expect(sent.answers.social.accounts.map(({ code }) => code).sort()).toEqual(["FACEBOOK", "TIKTOK"]);
  });

  test("adds a network without an id", () => {
    const fresh = { code: "YOUTUBE", url: "https://youtube.com/@contoh" };
    const { target } = planned(["SCM-IG"], { parts: { social: { accounts: [...without("INSTAGRAM"), fresh] } } });
    expect(target).toMatchObject({ socialCodes: ["YOUTUBE"], entities: [{ entityId: "SCM-IG", effect: "drop" }] });
    expect(target.ids.socialMedia).toEqual({});
  });
});

describe("a contact that could not be told", () => {
  const changed = (key: string) => ({ parts: { contacts: contactsWith(key, { name: "Nama Baru" }) } });

  test("is the one that no other is", () => {
    const { target, sent } = planned(["CTC-2"], changed("c-2"), { unnamed: ["CTC-2"] });
    expect(target.ids.contacts).toEqual({ "c-2": "CTC-2" });
    expect(sent.answers.contacts).toEqual(contactsWith("c-2", { name: "Nama Baru" }));
    expect(plan(["CTC-2"], changed("primary"), { unnamed: ["CTC-2"] })).toBeNull();
  });

  test("is not sent while there is doubt: it would overwrite another person", () => {
    for (const key of ["primary", "c-2"]) {
      expect(plan(["CTC-1"], changed(key), { unnamed: ["CTC-1", "CTC-2"] })).toBeNull();
    }
    const both = {
      parts: {
        contacts: {
          contacts: contactsWith("c-2", { name: "Satu" }).contacts.map((one) => ({ ...one, name: `${one.name} B` })),
        },
      },
    };
    expect(plan(["CTC-1"], both, { unnamed: ["CTC-1", "CTC-2"] })).toBeNull();
    expect(plan(["CTC-1", "CTC-2"], changed("c-2"), { unnamed: ["CTC-1", "CTC-2"] })).toBeNull();
  });

  test("is the sole one of a person's shop", () => {
    const contacts = { contacts: contactsWith("primary", { name: "Tini Baru" }).contacts.slice(0, 1) };
    const { target } = planned(["CTC-1"], { parts: { contacts } }, { sent: personSent, unnamed: ["CTC-1", "CTC-2"] });
    expect(target.ids.contacts).toEqual({ primary: "CTC-1" });
  });
});

describe("several sections", () => {
  test("are sent together, without those that are incomplete or unchanged", () => {
    const working = {
      parts: { bank: { accountName: "Tini Contoh" }, address: { street: "" } },
      files: [{ id: "n-1", slotId: slots.nib }],
    };
    const { sent, target } = planned(["BNK-1", "ADR-1", "DOC-NIB", "BSN-1"], working);
    expect(target.types).toEqual(["BUSINESS_DOCUMENT", "BUSINESS_BANK"]);
    expect(target.entities.map(({ entityId }) => entityId)).toEqual(["DOC-NIB", "BNK-1"]);
    expect(target.ids.address).toBeNull();
    expect(sent.answers.address).toEqual(companySent.answers.address);
    expect(sent.answers.bank.accountName).toBe("Tini Contoh");
  });

  test("of a refusal and of a granted change are a correction; a change alone is a change", () => {
    const parts = { bank: { accountName: "Tini Contoh" }, address: { street: "Jalan Mawar 2" } };
    const entities = refused(["ADR-1"]);
    const open = openEntities(entities, ["BUSINESS_BANK"]);
    expect(planCorrection(inputFor(companySent, open, { parts }), entities)?.target.cause).toBe("correction");
    const alone = planCorrection(inputFor(companySent, open, { parts: { bank: parts.bank } }), entities);
    expect(alone?.target).toMatchObject({ cause: "change", types: ["BUSINESS_BANK"] });
  });
});

describe("a person's shop", () => {
  const person = { sent: personSent };

  test.each(["BSN-1", "BRN-1"])(
    "%s: a new name goes to the business and its brand, also where that was approved",
    (id) => {
      const { sent, target } = planned([id], { parts: { profile: { name: "Toko Baru" } } }, person);
      expect(target.types).toEqual(["BUSINESS", "BRAND"]);
      expect(target.entities.map(({ type, entityId, effect }) => [type, entityId, effect]).sort()).toEqual([
        ["BRAND", "BRN-1", "review"],
        ["BUSINESS", "BSN-1", "review"],
      ]);
      expect([sent.answers.profile.name, sent.answers.brand.name]).toEqual(["Toko Baru", "Toko Baru"]);
    },
  );

  test("a new name waits for the section that shares it and is not complete; the rest is sent", () => {
    const working = {
      parts: { profile: { name: "Toko Baru", phone: "12" }, address: { street: "Jalan Mawar 2" } },
    };
    const { sent, target } = planned(["BSN-1", "BRN-1", "ADR-1"], working, person);
    expect(target.types).toEqual(["BUSINESS_ADDRESS"]);
    expect(sent.answers.brand).toEqual(personSent.answers.brand);
    expect(plan(["BSN-1", "BRN-1"], { parts: { profile: working.parts.profile } }, person)).toBeNull();
  });

  test("takes no suspended section along", () => {
    const entities = entitiesWith({ "BRN-1": "rejected", "BSN-1": "suspended" });
    const input = inputFor(personSent, openEntities(entities, []), { parts: { profile: { name: "Toko Baru" } } });
    expect(planCorrection(input, entities)).toBeNull();
  });

  test("what only one of them has goes to that one", () => {
    expect(planned(["BSN-1"], { parts: { profile: { phone: "0813-1111-2222" } } }, person).target.types).toEqual([
      "BUSINESS",
    ]);
    expect(planned(["BRN-1"], { parts: { brand: { category: "NON_RETAIL" } } }, person).target.types).toEqual([
      "BRAND",
    ]);
  });

  test("a company's business and brand have names of their own", () => {
    const { sent, target } = planned(["BSN-1"], { parts: { profile: { name: "Toko Baru" } } });
    expect(target.types).toEqual(["BUSINESS"]);
    expect(sent.answers.brand).toEqual(companySent.answers.brand);
  });
});

test("a suspended brand sends nothing", () => {
  const entities = entitiesWith({ "BNK-1": "rejected", "BRN-1": "suspended" });
  const working = { parts: { bank: { accountName: "Tini Contoh" } } };
  expect(planCorrection(inputFor(companySent, openEntities(entities, []), working), entities)).toBeNull();
});
