import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { updateLocale } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import type { StatusMail } from "../domain/mails";
import { closeMail } from "../mail/send-mail";
import { openTestMailbox, type ReceivedMail, type TestMailbox } from "../mail/test-mailbox";
import { sendStatusMail } from "./send-status-mail";
import { addMailMerchant, dueAt, type MailMerchant, mailRow } from "./test-mail-merchant";

let opened: Database;
let mailbox: TestMailbox;
let merchant: MailMerchant;

beforeAll(async () => {
  mailbox = await openTestMailbox();
  process.env.SMTP_URL = mailbox.url;
  opened = await openTestDatabase();
});
afterAll(async () => {
  closeMail();
  await mailbox.close();
  await closeTestDatabase();
});
beforeEach(async () => {
  merchant = await addMailMerchant();
});

const spaceless = (text: string) => text.replace(/\s+/g, "");
const unescaped = (html: string) =>
  html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
/** What a reader sees of the HTML. */
const visible = (html: string) => unescaped(html.replace(/<style>.*?<\/style>|<title>.*?<\/title>|<[^>]*>/gs, " "));
const linksOf = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map((match) => unescaped(match[1] ?? ""));

/** Of tests: the sender's, where no other is set. */
const support = "sambut@example.test";

function checkMail(mail: ReceivedMail, path: string): void {
  const url = `http://localhost:3000${path}`;
  // Merchants read whom to ask; staff are those who are asked.
  const isForStaff = path.startsWith("/desk");
  expect(linksOf(mail.html)).toEqual(isForStaff ? [url] : [url, `mailto:${support}`]);
  expect(mail.text.match(/https?:\S+/g)).toEqual([url]);
  const shown = spaceless(visible(mail.html));
  for (const line of mail.text.replace(url, "").split("\n")) {
    const words = line.replace(/^(- |--$)/, "").replace(/:$/, "");
    expect(shown).toContain(spaceless(words));
  }
  for (const part of [mail.subject, mail.text.replace(url, ""), visible(mail.html)]) {
    expect(part.replaceAll(support, "")).not.toMatch(/@|\d{5,}|0812|budi/i);
    expect(part).not.toMatch(/undefined|null|mail\.|\{|\}|reasons\./);
    expect(part).not.toMatch(/\b(invalid|please|mohon|silakan|kamu)\b/i);
  }
  expect(mail.subject).toContain("Kopi & Roti");
  expect(mail.subject).toContain("Sambut");
  expect(mail.text).toContain("Sari <Dewi>");
}

type Case = { path: () => string; id: string[]; en: string[]; prepare: () => Promise<StatusMail> };
const bank = { type: "BUSINESS_BANK" } as const;
const clock = { types: ["BUSINESS_BANK" as const, "BRAND" as const], dueAt: dueAt.toISOString() };
const rejected = (...reasons: string[]): StatusMail => ({
  kind: "rejected",
  facts: { ...bank, attempt: 1, reasons },
});
const desk = () => `/desk/merchants/${merchant.id}`;
const status = () => "/onboarding/status";
const correct = () => "/onboarding/correct";

const cases: Record<string, Case> = {
  submitted: {
    path: status,
    id: ["sampai di DOKU", "2x24 jam", "4 Maret 2026 pukul 03.00 WIB"],
    en: ["reached DOKU", "2x24 hours", "4 March 2026 at 03:00 WIB"],
    prepare: async () => ({ kind: "submitted", facts: {} }),
  },
  rejected: {
    path: correct,
    id: ["Rekening bank", "- Foto bukti rekening buram", "tempat terang", "Perbaiki sekarang"],
    en: ["Bank account", "- The photo of the bank proof is blurred", "good light", "Correct it now"],
    prepare: async () => {
      await merchant.bankIs("rejected");
      return rejected("PHOTO_BLURRED");
    },
  },
  "rejected, for a reason that nobody can correct here": {
    path: status,
    id: ["Tidak disetujui: Rekening bank"],
    en: ["Not approved: Bank account"],
    prepare: async () => {
      await merchant.bankIs("rejected", 1, ["PROHIBITED_BUSINESS"]);
      return rejected("PROHIBITED_BUSINESS");
    },
  },
  "rejected, to be tried again on another day": {
    path: status,
    id: ["- Bisa diajukan lagi nanti", "bisa Anda baca di halaman status"],
    en: ["- You can try again later", "The status page says when"],
    prepare: async () => {
      await merchant.bankIs("rejected", 1, ["REAPPLY_LATER"]);
      return rejected("REAPPLY_LATER");
    },
  },
  "rejected, for a reason that the catalogue does not know": {
    path: correct,
    id: ["Rekening bank", "Alasannya bisa Anda baca di portal."],
    en: ["Bank account", "You can read the reason in the portal."],
    prepare: async () => {
      await merchant.bankIs("rejected");
      return rejected("GONE_FROM_THE_CATALOGUE");
    },
  },
  approved: {
    path: status,
    id: ["Semua bagian disetujui", "membuka usaha Anda"],
    en: ["Every section is approved", "opening your business"],
    prepare: async () => {
      await merchant.overallIs("approved");
      return { kind: "approved", facts: {} };
    },
  },
  "live and able to receive": {
    path: status,
    id: ["sudah aktif", "Anda sudah bisa menerima pembayaran."],
    en: ["is live", "You can receive payments."],
    prepare: async () => {
      await merchant.overallIs("live");
      return { kind: "live", facts: { canReceive: 1 } };
    },
  },
  "live without a payment method, settlement held": {
    path: status,
    id: ["belum bisa menerima pembayaran", "dicairkan setelah semua bagian disetujui"],
    en: ["cannot receive payments yet", "paid out once every section is approved"],
    prepare: async () => {
      await merchant.overallIs("settlement_held");
      return { kind: "live", facts: { canReceive: 0 } };
    },
  },
  "reminder of a draft": {
    path: () => "/onboarding",
    id: ["belum dikirim", "Yang belum selesai: Persyaratan, Foto dan dokumen", "Jawaban Anda tersimpan"],
    en: ["not sent yet", "Still open: Requirements, ", "Your answers are saved"],
    prepare: async () => {
      await merchant.isReminded();
      return { kind: "reminder", facts: { matter: "draft", number: 1 } };
    },
  },
  suspended: {
    path: status,
    id: ["DOKU menangguhkan"],
    en: ["DOKU has suspended"],
    prepare: async () => {
      await merchant.overallIs("suspended");
      return { kind: "suspended", facts: {} };
    },
  },
  change_approved: {
    path: correct,
    id: ["Rekening bank", "pencairan dana menunggu"],
    en: ["Bank account", "payouts wait"],
    prepare: async () => ({
      kind: "change_approved",
      facts: { ...bank, changeId: await merchant.changeIs("approved") },
    }),
  },
  change_declined: {
    path: status,
    id: ["Rekening bank", "menolak permintaan Anda"],
    en: ["Bank account", "has declined"],
    prepare: async () => ({
      kind: "change_declined",
      facts: { ...bank, changeId: await merchant.changeIs("declined") },
    }),
  },
  clock_due_soon: {
    path: desk,
    id: ["hampir habis", "belum ada hasilnya: Rekening bank.", "4 Maret 2026 pukul 03.00 WIB"],
    en: ["almost up", "without a result: Bank account.", "4 March 2026 at 03:00 WIB"],
    prepare: async () => {
      await merchant.bankIs("in_review");
      return { kind: "clock_due_soon", facts: clock };
    },
  },
  clock_overdue: {
    path: desk,
    id: ["sudah habis", "Rekening bank", "4 Maret 2026 pukul 03.00 WIB"],
    en: ["is up", "Bank account", "4 March 2026 at 03:00 WIB"],
    prepare: async () => {
      await merchant.bankIs("in_review");
      return { kind: "clock_overdue", facts: clock };
    },
  },
};

describe.each(Object.entries(cases))("%s", (_, { path, prepare, ...words }) => {
  it.each(["id", "en"] as const)("in %s", async (locale) => {
    await updateLocale(opened.db, merchant.ownerId, locale);
    const mailId = await merchant.plan(await prepare());
    await sendStatusMail({ mailId });
    const mail = await mailbox.next(merchant.email);
    checkMail(mail, path());
    expect(mail.html).toContain(`<html lang="${locale}">`);
    for (const phrase of words[locale]) expect(mail.text).toContain(phrase);
    expect(await mailRow(mailId)).toEqual({ state: "sent", done_at: expect.any(Date) });
  });
});

it("tells each reason once, however many notes say it", async () => {
  await merchant.bankIs("rejected", 1, ["PHOTO_BLURRED", "PHOTO_BLURRED", "DOCUMENT_EXPIRED"]);
  const mailId = await merchant.plan(rejected("PHOTO_BLURRED", "DOCUMENT_EXPIRED"));
  await sendStatusMail({ mailId });
  const { text } = await mailbox.next(merchant.email);
  expect(text.match(/^- .*$/gm)).toEqual(["- Foto bukti rekening buram", "- Masa berlaku dokumen sudah habis"]);
});
