import { describe, expect, it } from "vitest";
import { partNames } from "./business";
import {
  type ApplicationForm,
  completeAnswers,
  contactKeysOf,
  doneCount,
  nextTask,
  openTasks,
  tasksOf,
} from "./progress";
import type { Requirement } from "./requirements";

const requirement = (over: Partial<Requirement>): Requirement => ({
  place: "contact",
  category: "DOCUMENT",
  code: "KTP",
  name: "KTP",
  extensions: ["JPG"],
  maxBytes: 1_000_000,
  mandatory: true,
  forms: [{ code: "NO_KTP", name: "NIK", mandatory: true }],
  ...over,
});
const logo = requirement({ place: "brand", category: "LOGO", code: null, mandatory: false, forms: [] });

const contact = {
  key: "primary",
  name: "Budi Contoh",
  email: "budi@merchant.test",
  phone: "0812-3456-7890",
  nationality: "ID",
  position: "OWNER",
};
const typed: Record<string, Record<string, unknown>> = {
  profile: {
    name: "Kopi Contoh",
    email: "kopi@merchant.test",
    phone: "+62 812 3456 7890",
    description: "Kedai kopi",
    websiteReadiness: "HAVE",
    mobileAppReadiness: "DONT_HAVE",
  },
  brand: { category: "RETAIL", transactionFrequency: "UMI", transactionQuantity: "UP_TO_100" },
  social: { accounts: [] },
  address: { area: "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat", street: "Jalan Melati 1" },
  contacts: { contacts: [contact] },
  bank: { bankId: "014", accountNumber: "1234 567 890", accountName: "Budi Contoh" },
};

function form(over: Partial<ApplicationForm> = {}, values = typed): ApplicationForm {
  const parts = partNames.map((part) => [part, { values: values[part] ?? {}, completedAt: new Date(0) }]);
  return {
    kind: { businessType: "PERSONAL", legalEntity: "PERSEORANGAN", line: "RETAIL", nationality: "ID" },
    parts: Object.fromEntries(parts) as ApplicationForm["parts"],
    requirements: [requirement({}), logo],
    files: [{ slotId: "contact.primary.DOCUMENT.KTP" }],
    slotValues: { "contact.primary.DOCUMENT.KTP": { NO_KTP: "3372 0141 0190 0001" } },
    ...over,
  };
}
const task = (id: string, of: ApplicationForm) => tasksOf(of).find((one) => one.id === id);

describe("tasks", () => {
  it("are all done when nothing is missing", () => {
    expect(tasksOf(form()).map(({ state }) => state)).toEqual(Array(8).fill("done"));
    expect(nextTask(tasksOf(form()))).toBeNull();
  });
  it("wait for the requirements before files can be asked for", () => {
    const start = form({ kind: null, requirements: null, files: [] }, {});
    expect(task("requirements", start)).toEqual({ id: "requirements", state: "todo", missing: 1 });
    expect(task("uploads", start)).toEqual({ id: "uploads", state: "blocked", missing: 0 });
    expect(nextTask(tasksOf(start))).toBe("requirements");
  });
  it("count the fields that are missing or refused", () => {
    const profile = { ...typed.profile, email: "kopi@", description: "" };
    expect(task("profile", form({}, { ...typed, profile }))).toEqual({ id: "profile", state: "todo", missing: 2 });
  });
  it("count a missing file and a refused value beside it", () => {
    const id = "contact.primary.DOCUMENT.KTP";
    expect(task("uploads", form({ files: [], slotValues: {} }))?.missing).toBe(2);
    expect(task("uploads", form({ slotValues: { [id]: { NO_KTP: "123" } } }))?.missing).toBe(1);
  });
  it("ask for the card of every contact", () => {
    const contacts = { contacts: [contact, { ...contact, key: "c-2" }] };
    const two = form({}, { ...typed, contacts });
    expect(contactKeysOf(two)).toEqual(["primary", "c-2"]);
    expect(task("uploads", two)?.missing).toBe(2);
  });
  it("leave a part open that was never continued, without stopping the application", () => {
    const unconfirmed = form();
    unconfirmed.parts.social.completedAt = null;
    expect(task("social", unconfirmed)).toEqual({ id: "social", state: "todo", missing: 0 });
    expect(openTasks(tasksOf(unconfirmed))).toEqual([]);
    expect(doneCount(tasksOf(unconfirmed))).toBe(tasksOf(unconfirmed).length);
  });
  it("count as done only what was continued, as long as anything is missing", () => {
    const half = form();
    half.parts.social.completedAt = null;
    half.parts.bank.values = {};
    expect(doneCount(tasksOf(half))).toBe(tasksOf(half).length - 2);
  });
});

describe("complete answers", () => {
  it("are normalised, a sole proprietor's brand named after the business", () => {
    const complete = completeAnswers(form());
    if (!complete.ok) throw new Error(JSON.stringify(complete.tasks));
    const { profile, brand, bank, slotValues } = complete.answers;
    expect(profile.phone).toBe("81234567890");
    expect(brand).toMatchObject({ name: "Kopi Contoh", description: "Kedai kopi", category: "RETAIL" });
    expect(bank).toEqual({
      bankId: "014",
      bankName: "BCA",
      swiftCode: "CENAIDJA",
      accountNumber: "1234567890",
      accountName: "Budi Contoh",
    });
    expect(slotValues).toEqual({ "contact.primary.DOCUMENT.KTP": { NO_KTP: "3372014101900001" } });
  });
  it("need a company's brand to be named", () => {
    const kind = { businessType: "CORPORATE", legalEntity: "PT", line: "RETAIL", nationality: "ID" } as const;
    expect(completeAnswers(form({ kind }))).toEqual({ ok: false, tasks: [{ id: "brand", state: "todo", missing: 2 }] });
  });
  it("leave out the values of files that are not asked for any more", () => {
    const slotValues = { ...form().slotValues, "business.DOCUMENT.NIB": { NO_NIB: "123" } };
    const complete = completeAnswers(form({ slotValues }));
    expect(complete.ok && Object.keys(complete.answers.slotValues)).toEqual(["contact.primary.DOCUMENT.KTP"]);
  });
  it("name the tasks that miss something", () => {
    const complete = completeAnswers(form({ files: [] }, { ...typed, bank: {} }));
    expect(complete.ok || complete.tasks.map(({ id }) => id)).toEqual(["uploads", "bank"]);
  });
});
